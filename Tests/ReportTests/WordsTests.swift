import Platform
import Report
import Testing

@Suite("The words")
struct WordsTests {
  @Test("channels: who is on, their order, their meaning")
  func channels() {
    #expect(Channel.allCases.filter(\.isOnByDefault) == [.basic, .crash, .device, .event])
    #expect([Channel.event, .ident, .basic, .crash].sorted() == [.basic, .crash, .ident, .event])
    #expect(Set(Channel.allCases.map(\.meaning)).count == Channel.allCases.count)
  }

  @Test("names are those of the configuration and of the wire")
  func names() {
    #expect(Channel.allCases.map(\.rawValue) == ["basic", "crash", "device", "ident", "perf", "event"])
    #expect(Destination.allCases.map(\.rawValue) == ["home", "collector", "report", "device"])
    #expect(Source.allCases.map(\.rawValue) == ["info", "cluster", "device", "probe", "host"])
    #expect(Hiding.allCases.count == 7 && Set(Destination.allCases.map(\.meaning)).count == 4)
  }

  @Test("a record's leading channel is its first, basic when it has none")
  func leadingChannel() {
    func record(_ channels: [Channel]) -> SealedRecord {
      SealedRecord(
        id: "", source: .info, channels: channels, destination: .home, classification: "",
        created: Timestamp(seconds: 0),
        revision: 1, request: SealedRequest(method: "POST", url: "", headers: [], body: []), sha256: "")
    }
    #expect(record([.crash, .basic]).channel == .crash && record([]).channel == .basic && record([]).severity == 1)
  }
}
