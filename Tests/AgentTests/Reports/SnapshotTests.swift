import Platform
import Privacy
import Report
import TestSupport
import Testing

@testable import Agent

@Suite("The live view of a node")
struct SnapshotTests {
  @Test("every value that names a path is sent under that path, in both formats", arguments: ReportFormat.allCases)
  func paths(_ format: ReportFormat) throws {
    let stage = try Stage(Stage.plain + "report-format = \(format.rawValue)\n")
    for bodies in [try InfoCaptures.build4_9(), try InfoCaptures.build8_0()] {
      let answers = Rounds.round(InfoCaptures.values(bodies), isClassic: format == .classic)
      let snapshot = NodeSnapshots(pseudonyms: try stage.settings().pseudonyms(), format: format).snapshot(answers)
      let sent = Set(try stage.report(answers).fields.map { FieldRegistry.joined($0.path) })
      for group in snapshot.groups {
        for entry in group.entries {
          guard let path = entry.sentAs else { continue }
          // A key with the namespace's name in it is sent with the name hashed.
          if entry.name.hasPrefix("{") { continue }
          let isSent = sent.contains(path)
          #expect(isSent, "\(group.title): \(path)")
        }
      }
      #expect(snapshot.uptimeSeconds != nil && snapshot.build == answers.build.text && snapshot.messages == 2)
    }
  }

  @Test("groups in the order of the view, empty ones left out, refusals by name")
  func groups() throws {
    var values = Rounds.small
    values["bins/ns1"] = "ERROR:4:unrecognized command"
    let snapshot = NodeSnapshots(pseudonyms: Pseudonyms(.md5), format: .current).snapshot(Rounds.round(values))
    #expect(
      snapshot.groups.map(\.title) == [
        "statistics", "namespace ns1", "set ns1 s1", "index ns1 i1", "configuration", "histograms ns1", "node",
      ])
    #expect(snapshot.errors == [.init("bins/ns1", "ERROR:4:unrecognized command")])
    #expect(
      snapshot.groups.first?.entries.first == .init(name: "cluster_size", value: "1", sentAs: "statistics.cluster_size")
    )
    let empty = NodeSnapshots(pseudonyms: Pseudonyms(.md5), format: .current).snapshot(Rounds.round([:]))
    #expect(empty.groups.isEmpty && empty.uptimeSeconds == nil)
  }
}
