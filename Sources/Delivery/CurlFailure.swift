import CCurl
import Platform

/// A transfer that ended without a whole answer, in one line that names the host and never a credential.
struct CurlFailure {
  var code: CURLcode
  /// `host` or `host:port` of the record's URL.
  var host: String
  /// Whether the connection stood when time ran out.
  var isConnected: Bool
  /// errno of the connect that failed, 0 when unknown.
  var systemError: Int32
  /// The status the proxy gave to CONNECT, 0 for none.
  var proxyStatus: Int
  /// libcurl's own words; used for certificates only, where they name neither URL nor proxy.
  var detail: String
  var settings: DeliverySettings
  /// The proxy that was asked, configured or from the environment.
  var proxy: String?

  var reason: String {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: "the name of \(host) is not known to DNS"
    case CURLE_COULDNT_RESOLVE_PROXY: "the name of the proxy is not known to DNS"
    case CURLE_COULDNT_CONNECT:
      systemError == 0
        ? "no connection to \(way)" : "no connection to \(way), \(SystemError.text(of: systemError))"
    case CURLE_OPERATION_TIMEDOUT:
      isConnected
        ? "no answer from \(host) within \(seconds(settings.totalTimeout))"
        : "no connection to \(way) within \(seconds(settings.connectTimeout))"
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR: "the certificate of \(host) is not trusted\(words)"
    case CURLE_SSL_CACERT_BADFILE: "the CA file \(settings.caFile ?? "of the system") cannot be read"
    case CURLE_SSL_CONNECT_ERROR where holdsPasswordBack:
      "the proxy \(URLHost.of(proxy ?? "")) speaks no TLS, and its password is not sent in clear: "
        + "write the proxy as http:// if it may be"
    case CURLE_SSL_CONNECT_ERROR, CURLE_USE_SSL_FAILED, CURLE_SSL_CIPHER: "TLS with \(host) failed\(words)"
    case CURLE_GOT_NOTHING: "\(host) closed the connection without an answer"
    case CURLE_RECV_ERROR where proxyStatus >= 300: "the proxy refused the way to \(host) with status \(proxyStatus)"
    case CURLE_RECV_ERROR, CURLE_PARTIAL_FILE: "the connection to \(host) broke before the answer was whole"
    case CURLE_SEND_ERROR: "the connection to \(host) broke while sending"
    case CURLE_PROXY: "the proxy could not be used"
    case CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_WEIRD_SERVER_REPLY: "\(host) does not speak HTTP"
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: "its URL is no http or https URL"
    default: "sending to \(host) failed, \(String(cString: curl_easy_strerror(code)).lowercased())"
    }
  }

  /// Whether TLS was wanted of a proxy that knows none and has a password, see `PlainProxy`.
  private var holdsPasswordBack: Bool {
    guard let proxy, proxy.lowercased().hasPrefix("https://"), proxy.contains("@") else { return false }
    return proxyStatus == 0 && detail.contains("wrong version number")
  }

  /// Whether the URL itself can never work.
  var isHopeless: Bool { code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL }

  /// The host, and the proxy that stands between: mostly it is the proxy that is not there.
  private var way: String {
    guard let proxy, !proxy.isEmpty else { return host }
    return "\(host) through the proxy \(URLHost.of(proxy))"
  }

  private var words: String { detail.isEmpty ? "" : ", \(detail)" }

  private func seconds(_ milliseconds: Int) -> String {
    milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}

/// The host of a URL as text for people.
enum URLHost {
  /// `host`, `host:port` or `[::1]:port`; without user and password.
  static func of(_ url: String) -> String {
    var rest = Substring(url)
    if let colon = rest.firstIndex(of: ":"), rest[colon...].hasPrefix("://") {
      rest = rest[colon...].dropFirst(3)
    }
    rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    return String(rest)
  }

  /// The host alone, in small letters, without port and brackets.
  static func name(of url: String) -> String {
    let host = of(url).lowercased()
    if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }) }
    return String(host.prefix { $0 != ":" })
  }
}
