import CCurl
import Outbox
import Platform
import Report

/// One record under way: a curl handle, the bytes it sends and the beginning of the answer.
final class Transfer {
  /// Of an answer no more than this is read; then the transfer is cut off, and its status counts.
  static let longestAnswer = 64 << 10

  let candidate: DeliveryCandidate
  let handle: UnsafeMutableRawPointer
  let settings: DeliverySettings
  private let body: UnsafeMutableRawBufferPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var headers: UnsafeMutablePointer<curl_slist>?
  private var answer: [UInt8] = []
  private var isHeadWhole = false
  private var receiptLine: String?

  /// Prepares the request; nothing is sent yet. nil when libcurl has no memory.
  init?(_ record: SealedRecord, _ candidate: DeliveryCandidate, _ settings: DeliverySettings, userAgent: String) {
    guard let handle = curl_easy_init() else { return nil }
    self.handle = handle
    self.candidate = candidate
    self.settings = settings
    body = .allocate(byteCount: max(1, record.request.body.count), alignment: 1)
    body.copyBytes(from: record.request.body)
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    setRequest(record.request, userAgent)
    setConnection()
    let own = Unmanaged.passUnretained(self).toOpaque()
    cc_set_pointer(handle, CURLOPT_WRITEDATA, own)
    cc_set_pointer(handle, CURLOPT_HEADERDATA, own)
    cc_set_write(handle, CURLOPT_WRITEFUNCTION, onBody)
    cc_set_write(handle, CURLOPT_HEADERFUNCTION, onHeader)
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(headers)
    body.deallocate()
    errorText.deallocate()
  }

  private func setRequest(_ request: SealedRequest, _ userAgent: String) {
    cc_set_string(handle, CURLOPT_URL, request.url)
    // The body is lent, not copied: it lives as long as the handle.
    cc_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
    cc_set_pointer(handle, CURLOPT_POSTFIELDS, body.baseAddress)
    cc_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method)
    cc_set_string(handle, CURLOPT_USERAGENT, userAgent)
    // `Name;` is curl's way to write a header without a value; `Name:` takes one of its own away.
    for header in request.headers {
      addHeader(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    addHeader("Expect:")
    if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) { addHeader("Content-Type:") }
    cc_set_list(handle, CURLOPT_HTTPHEADER, headers)
  }

  private func addHeader(_ line: String) {
    if let longer = curl_slist_append(headers, line) { headers = longer }
  }

  private func setConnection() {
    cc_set_long(handle, CURLOPT_NOSIGNAL, 1)
    cc_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    cc_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
    cc_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    cc_set_long(handle, CURLOPT_PIPEWAIT, 1)
    cc_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, settings.connectTimeout)
    cc_set_long(handle, CURLOPT_TIMEOUT_MS, settings.totalTimeout)
    cc_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
    cc_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
    // The status of CONNECT is the proxy's, never the destination's.
    cc_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    cc_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
    if let file = settings.caFile { cc_set_string(handle, CURLOPT_CAINFO, file) }
    if let proxy = settings.proxy { cc_set_string(handle, CURLOPT_PROXY, proxy) }
  }

  /// Bytes of the answer's body; less than were given ends the transfer.
  fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    let room = Self.longestAnswer - answer.count
    answer.append(contentsOf: bytes.prefix(room))
    return min(room, bytes.count)
  }

  fileprivate func takeHeader(_ line: UnsafeRawBufferPointer) {
    isHeadWhole = line.count <= 2 && line.allSatisfy { $0 == 0x0D || $0 == 0x0A }
    // Each head begins with its status line; only the last one's fields are the answer's.
    if line.starts(with: Self.headBegin) { receiptLine = nil }
    guard receiptLine == nil, line.count <= Self.longestReceiptLine,
      line.count > Self.receiptName.count, zip(line, Self.receiptName).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
    else { return }
    receiptLine = String(decoding: line.dropFirst(Self.receiptName.count), as: UTF8.self)
  }

  private static let headBegin = Array("HTTP/".utf8)
  private static let receiptName = Array("\(Receipt.header):".utf8)
  /// With the name, and spaces around the value.
  private static let longestReceiptLine = Receipt.longest + 32

  /// What the server signed, if it is a receipt. Whether it is true is for `journal verify`: no delivery fails for it.
  var receipt: Receipt? {
    guard let line = receiptLine else { return nil }
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
    let start = line.drop(while: isSpace)
    return Receipt(start[..<(start.lastIndex { !isSpace($0) }.map { start.index(after: $0) } ?? start.startIndex)])
  }

  /// What the end of the transfer means, and for how long the server wants to be left alone.
  func end(_ code: CURLcode) -> (judgement: Judgement, status: Int, retryAfter: Int64?, answer: String) {
    let host = URLHost.of(candidate.url)
    let status = long(CURLINFO_RESPONSE_CODE)
    // An answer counts when its head is whole, whatever happened afterwards: a server that answers before it has read
    // the request ends HTTP/2 streams with an error, and a long body is cut off by us.
    guard isHeadWhole, status >= 200 else {
      let failure = self.failure(code, host)
      return (failure.isHopeless ? .refused(failure.reason) : .retry(failure.reason), 0, nil, "")
    }
    if status == 401, isAskedOfProxy {
      return (.retry("401 through the proxy, check its credentials"), status, nil, "")
    }
    let judgement = Judgement.of(
      candidate.destination, status: status, contentType: contentType, body: answer, host: host)
    let mayAsk = status == 429 || status == 503
    return (judgement, status, mayAsk ? Backoff.pause(retryAfterSeconds: retryAfter) : nil, Judgement.line(answer))
  }

  /// Whether the transfer failed because a proxy that may be plain does not answer to TLS; nothing of the request was
  /// sent then.
  func isProxyPlain(_ code: CURLcode) -> Bool {
    guard PlainProxy.plain(settings) != nil, long(CURLINFO_HTTP_CONNECTCODE) == 0, long(CURLINFO_REQUEST_SIZE) == 0
    else { return false }
    let detail = String(cString: errorText)
    switch code {
    // It answered the greeting in words, as squid does.
    case CURLE_SSL_CONNECT_ERROR: return detail.contains("wrong version number")
    // It waits for a line of text, as tinyproxy does.
    case CURLE_OPERATION_TIMEDOUT: return detail.contains("SSL connection timeout")
    default: return false
    }
  }

  /// Whether the proxy reads the request itself. Some (tinyproxy) answer wrong credentials with 401 instead of 407; a
  /// record must not be refused for good because of that.
  private var isAskedOfProxy: Bool { proxy?.isEmpty == false && candidate.url.hasPrefix("http://") }

  private var proxy: String? { settings.proxy ?? EnvironmentProxy.current.proxy(for: candidate.url) }

  private func failure(_ code: CURLcode, _ host: String) -> CurlFailure {
    CurlFailure(
      code: code, host: host, isConnected: long(CURLINFO_REQUEST_SIZE) > 0, systemError: Int32(long(CURLINFO_OS_ERRNO)),
      proxyStatus: long(CURLINFO_HTTP_CONNECTCODE), detail: String(cString: errorText), settings: settings, proxy: proxy
    )
  }

  private func long(_ info: CURLINFO) -> Int {
    var value = 0
    return cc_info_long(handle, info, &value) == CURLE_OK ? value : 0
  }

  private var retryAfter: Int64 {
    var value: curl_off_t = 0
    return cc_info_offset(handle, CURLINFO_RETRY_AFTER, &value) == CURLE_OK ? Int64(value) : 0
  }

  private var contentType: String {
    var text: UnsafePointer<CChar>?
    guard cc_info_string(handle, CURLINFO_CONTENT_TYPE, &text) == CURLE_OK, let text else { return "" }
    return String(cString: text)
  }
}

private func onBody(
  _ start: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ own: UnsafeMutableRawPointer?
)
  -> Int
{
  guard let own else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(own).takeUnretainedValue()
  return transfer.take(UnsafeRawBufferPointer(start: start, count: size * count))
}

private func onHeader(
  _ start: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ own: UnsafeMutableRawPointer?
)
  -> Int
{
  guard let own else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(own).takeUnretainedValue()
  transfer.takeHeader(UnsafeRawBufferPointer(start: start, count: size * count))
  return size * count
}
