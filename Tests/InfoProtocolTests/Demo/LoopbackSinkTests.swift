import Demo
import Platform
import Testing

@Suite("The loop-back sink")
struct LoopbackSinkTests {
  private static let okBody = "{\"status\":\"ok\"}"

  @Test("a POST is kept as it was sent and answered with 200")
  func post() throws {
    let sink = try LoopbackSink()
    let client = try RawClient(port: sink.port)
    client.send("POST /v1?x=1 HTTP/1.1\r\nHost: h\r\nX-Two:  a b \r\nContent-Length: 5\r\n\r\nhello")
    let answer = client.read(until: Self.okBody)
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.contains("\r\nContent-Type: application/json\r\n"))
    #expect(answer.contains("\r\nContent-Length: 15\r\n\r\n"))
    let request = try #require(sink.requests.first)
    #expect(request.method == "POST" && request.path == "/v1?x=1" && request.text == "hello")
    #expect(request.header("x-two") == "a b" && request.header("absent") == nil)
    #expect(request.headers.map(\.name) == ["Host", "X-Two", "Content-Length"])
    #expect(sink.url == "http://127.0.0.1:\(sink.port)")
  }

  @Test("one connection carries many requests, also sent together and cut anywhere")
  func keepAlive() throws {
    let sink = try LoopbackSink(respond: { .json(200, "<\($0.text)>") })
    let client = try RawClient(port: sink.port)
    let one = "PUT /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nab"
    let two = "POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\ncde\r\n2\r\nfg\r\n0\r\nT: v\r\n\r\n"
    client.send(one + two + one)
    client.send("POST /end HTTP/1.1\r\nContent-Length: 3\r\n\r\nend")
    let together = client.read(until: "<end>").split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
    #expect(together == ["ab", "cdefg", "ab", "end"])
    for byte in Array((two + one).utf8) { client.send([byte]) }
    #expect(client.read(until: "<ab>").contains("<cdefg>"))
    #expect(sink.requests.map(\.text) == ["ab", "cdefg", "ab", "end", "cdefg", "ab"])
  }

  @Test(
    "answers as it is told",
    arguments: [
      (SinkResponse.json(503, "later"), "HTTP/1.1 503 Service Unavailable"),
      (.answer(status: 204, headers: [], body: []), "HTTP/1.1 204 No Content"),
      (.answer(status: 429, headers: [.init("Retry-After", "7")], body: []), "HTTP/1.1 429 Too Many Requests"),
    ])
  func scripted(response: SinkResponse, start: String) throws {
    let sink = try LoopbackSink(respond: { _ in response })
    let client = try RawClient(port: sink.port)
    client.send("POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
    let answer = try #require(client.readToEnd())
    #expect(answer.hasPrefix(start + "\r\n") && answer.contains("\r\nConnection: close\r\n"))
    if case .answer(_, let headers, _) = response {
      for header in headers { #expect(answer.contains("\r\n\(header.name): \(header.value)\r\n")) }
    }
    #expect(answer.contains("Content-Length") == (start != "HTTP/1.1 204 No Content"))
  }

  @Test("closes without a word, or never answers, when told to")
  func closeAndHang() throws {
    let sink = try LoopbackSink(respond: { $0.path == "/hang" ? .hang : .close })
    let closed = try RawClient(port: sink.port)
    closed.send("POST /close HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
    #expect(closed.readToEnd() == "")
    let hung = try RawClient(port: sink.port)
    hung.send("POST /hang HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
    hung.send("POST /close HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
    #expect(hung.isSilent(milliseconds: 100) && sink.count == 2)
    sink.stop()
    #expect(hung.readToEnd() == "", "stopping ends what hangs")
  }

  @Test(
    "what is no request it takes is refused and not kept",
    arguments: [
      ("GET / HTTP/1.1\r\n\r\n", 405), ("POST / HTTP/1.1\r\n\r\n", 411), ("POST /\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400), ("POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n", 413),
      ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n", 413),
      ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", 400),
      ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", 400),
      ("POST / HTTP/1.1\r\nno colon\r\n\r\n", 400), (String(repeating: "x", count: 70_000), 431),
    ])
  func refused(request: String, status: Int) throws {
    let sink = try LoopbackSink(bodyLimit: 100)
    let client = try RawClient(port: sink.port)
    client.send(request)
    #expect(client.readToEnd()?.hasPrefix("HTTP/1.1 \(status) ") == true)
    #expect(sink.count == 0)
  }

  @Test("a body that is refused while it comes does not hide the refusal")
  func refusedWhileSending() throws {
    let sink = try LoopbackSink(bodyLimit: 1 << 20)
    let client = try RawClient(port: sink.port)
    client.send("POST / HTTP/1.1\r\nContent-Length: 8388608\r\n\r\n")
    #expect(client.send([UInt8](repeating: 0x61, count: 8 << 20)))
    #expect(client.readToEnd()?.hasPrefix("HTTP/1.1 413 ") == true)
  }

  @Test("a large body arrives whole, after the go-ahead it asked for")
  func large() throws {
    let sink = try LoopbackSink()
    let client = try RawClient(port: sink.port)
    client.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4000000\r\n\r\n")
    #expect(client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    client.send([UInt8](repeating: 0x7A, count: 4_000_000))
    #expect(client.read(until: Self.okBody).hasPrefix("HTTP/1.1 200"))
    #expect(sink.requests.first?.body == [UInt8](repeating: 0x7A, count: 4_000_000))
  }

  @Test("only the last requests are kept, all are counted")
  func keeps() throws {
    let sink = try LoopbackSink(keep: 3)
    let client = try RawClient(port: sink.port)
    for index in 0..<10 {
      client.send("POST /\(index) HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
      _ = client.read(until: Self.okBody)
    }
    #expect(sink.count == 10 && sink.requests.map(\.path) == ["/7", "/8", "/9"])
  }
}
