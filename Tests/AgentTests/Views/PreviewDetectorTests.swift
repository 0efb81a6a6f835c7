import Platform
import Privacy
import Report
import Testing

@testable import Agent

@Suite("What a preview warns of")
struct PreviewDetectorTests {
  private func looks(_ name: String, _ value: String, hiding: Hiding = .plain) -> [String] {
    let record = SealedRecord(
      id: String(repeating: "a", count: 32), source: .info, channels: [.basic], destination: .home,
      classification: "node/report", severity: 1, eventID: "", created: Timestamp(seconds: 1),
      revision: 1, request: SealedRequest(method: "POST", url: "http://a/", headers: [], body: []), sha256: "")
    let field = Preview.Field(path: ["node", name], value: .string(value), hiding: hiding)
    let preview = Preview(record: record, isFull: true, mayLeave: true, reason: nil, fields: [field])
    return preview.examined(Detectors(hosts: ["db7"])).fields.flatMap(\.looksLike)
  }

  @Test("an open address is doubtful, also among words")
  func address() {
    #expect(looks("note", "at 10.1.2.3 today") == ["an IP address"])
  }

  @Test("four numbers of a version are no address, but the name of this host is doubtful there as well")
  func version() {
    #expect(looks("version", "Community Edition build 4.9.0.37").isEmpty)
    #expect(looks("build", "4.9.0.37").isEmpty)
    #expect(looks("kernel_version", "6.1.0.9 of db7") == ["the name of this host"])
    #expect(looks("build_host", "4.9.0.37") == ["an IP address"])
  }

  @Test("what is hidden is not doubted")
  func hidden() {
    #expect(looks("note", "10.1.2.3", hiding: .keyed).isEmpty)
  }
}
