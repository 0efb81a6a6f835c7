import CCurl
import Testing

@testable import Delivery

@Suite struct WordsTests {
  @Test(arguments: [
    (0, 0.0, Int64(500)), (0, 0.999, 999), (1, 0.5, 1000), (3, 1.0, 8000), (9, 1.0, 512_000), (10, 1.0, 1_024_000),
    (11, 1.0, 1_200_000), (62, 1.0, 1_200_000), (1_000_000, 0.5, 600_000), (-4, 1.0, 1000),
  ])
  func `the pause doubles to twenty minutes and never falls below half a second`(
    failures: Int, draw: Double, milliseconds: Int64
  ) {
    #expect(Backoff.pause(failures: failures, draw: draw) == milliseconds)
  }

  static let asked: [(Int64, Int64?)] = [
    (-1, nil), (0, nil), (1, 1000), (86_400, 86_400_000), (Int64.max, 86_400_000),
  ]

  @Test(arguments: asked)
  func `a server may ask for a day at most`(seconds: Int64, milliseconds: Int64?) {
    #expect(Backoff.pause(retryAfterSeconds: seconds) == milliseconds)
  }

  @Test(arguments: [
    (Int64(1000), 0.0, Int64(1000)), (1000, 0.999, 5995), (3_600_000, 0.5, 3_780_000), (3_600_000, 1, 3_960_000),
    (86_400_000, 1, 88_200_000), (1000, -3, 1000),
  ])
  func `what many were told alike is up to a tenth longer for each, seconds at least and half an hour at most`(
    asked: Int64, draw: Double, milliseconds: Int64
  ) {
    #expect(Backoff.spread(asked, draw: draw) == milliseconds)
  }

  @Test(arguments: [
    ("https://example.org/v1", "example.org"), ("http://u:p@example.org:8192/a@b", "example.org:8192"),
    ("http://[::1]:80?x", "[::1]:80"), ("nonsense", "nonsense"), ("", ""),
  ])
  func `the host of a URL is shown without credentials`(url: String, host: String) {
    #expect(URLHost.of(url) == host)
  }

  static let failures: [(CURLcode, Bool, Int, String)] = [
    (CURLE_OPERATION_TIMEDOUT, true, 0, "no answer from h:1 within 3 s"),
    (CURLE_OPERATION_TIMEDOUT, false, 0, "no connection to h:1 within 1500 ms"),
    (CURLE_RECV_ERROR, true, 403, "the proxy refused the way to h:1 with status 403"),
    (CURLE_RECV_ERROR, true, 0, "the connection to h:1 broke before the answer was whole"),
    (CURLE_COULDNT_RESOLVE_PROXY, false, 0, "the name of the proxy is not known to DNS"),
    (CURLE_SSL_CACERT_BADFILE, false, 0, "the CA file /ca.pem cannot be read"),
  ]

  @Test(arguments: failures)
  func `a failure is one line`(code: CURLcode, isConnected: Bool, proxyStatus: Int, wanted: String) {
    let settings = DeliverySettings(caFile: "/ca.pem", connectTimeout: 1500, totalTimeout: 3000)
    let failure = CurlFailure(
      code: code, host: "h:1", isConnected: isConnected, systemError: 0, proxyStatus: proxyStatus, detail: "",
      settings: settings)
    #expect(failure.reason == wanted)
  }
}
