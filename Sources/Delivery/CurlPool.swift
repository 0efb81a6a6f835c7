import CCurl
import Platform

/// The transfers under way: one libcurl multi handle on one thread, with its kept-alive connections.
final class CurlPool {
  private let multi: UnsafeMutableRawPointer
  private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]

  /// Connections to one host, and records of one destination, at the same time.
  static let perDestination = 8

  init() throws(DeliveryFault) {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let multi = curl_multi_init() else {
      throw .curl("libcurl cannot start")
    }
    self.multi = multi
    cc_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, Self.perDestination)
    cc_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 4 * Self.perDestination)
  }

  deinit {
    for handle in transfers.keys { curl_multi_remove_handle(multi, handle) }
    transfers = [:]
    curl_multi_cleanup(multi)
  }

  var isEmpty: Bool { transfers.isEmpty }

  /// Bytes of the bodies under way.
  var bytes: Int { transfers.values.reduce(0) { $0 + $1.candidate.bytes } }

  func start(_ transfer: Transfer) throws(DeliveryFault) {
    guard curl_multi_add_handle(multi, transfer.handle) == CURLM_OK else { throw .curl("libcurl takes no transfer") }
    transfers[transfer.handle] = transfer
  }

  /// Waits until something happens on a connection or a watched descriptor, at most so many milliseconds.
  /// - Returns: the watched descriptors that are readable (or at their end).
  func wait(watching descriptors: [Int32], milliseconds: Int64) throws(DeliveryFault) -> Set<Int32> {
    var watched = descriptors.map { curl_waitfd(fd: $0, events: Int16(CURL_WAIT_POLLIN), revents: 0) }
    var ready: Int32 = 0
    let timeout = Int32(clamping: max(0, milliseconds))
    let code = curl_multi_poll(multi, &watched, UInt32(watched.count), timeout, &ready)
    guard code == CURLM_OK else { throw .curl(String(cString: curl_multi_strerror(code))) }
    return Set(watched.filter { $0.revents != 0 }.map(\.fd))
  }

  /// Moves every transfer on as far as it goes without waiting, and takes out those that ended.
  func advance() throws(DeliveryFault) -> [(transfer: Transfer, code: CURLcode)] {
    var running: Int32 = 0
    let code = curl_multi_perform(multi, &running)
    guard code == CURLM_OK else { throw .curl(String(cString: curl_multi_strerror(code))) }
    var ended: [(transfer: Transfer, code: CURLcode)] = []
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
      let result = message.pointee.data.result
      if let transfer = transfers.removeValue(forKey: handle) { ended.append((transfer, result)) }
    }
    // Only after the last message: removing a handle takes its messages with it.
    for (transfer, _) in ended { curl_multi_remove_handle(multi, transfer.handle) }
    return ended
  }
}
