import HostSource
import InfoProtocol
import Privacy
import Report

/// The node report in the format of agent 1.0.0, the one that the product's own documentation shows.
///
/// Key order: service, services, statistics, config*, node, namespaces, storage, queries, system*,
/// telemetry-agent-version, loglevel, email. Those with a star only on full rounds. Names of namespaces, sets and
/// indexes stand in clear: that is what the format is.
struct ClassicReport {
  let answers: NodeAnswers
  let host: HostSource
  let hiding: BuiltInHiding
  let isFull: Bool

  func tree(_ envelope: Envelope) -> FieldTree {
    var members = [joinedHashes("service"), joinedHashes("services"), object("statistics", "statistics")]
    if isFull { members.append(object("config", "get-config")) }
    members.append(.init("node", hiding.leaf(["node"], answers.value("node") ?? "")))
    members.append(.init("namespaces", .array(answers.namespaces.map(FieldTree.text))))
    members.append(.init("storage", .object(answers.namespaces.map(storage))))
    members.append(.init("queries", queries))
    if isFull { members.append(.init("system", hiding.tree(["system"], .object(host.classicSystem())))) }
    return .object(members + envelope.classic(hiding))
  }

  /// Each whole `address:port` hashed, the hashes joined without anything between: two addresses give 64 digits, none
  /// gives the hash of the empty text.
  private func joinedHashes(_ name: String) -> FieldTree.Member {
    let items = (answers.value(name) ?? "").split(separator: ";", omittingEmptySubsequences: true).map(String.init)
    let hashes = (items.isEmpty ? [""] : items).map(hiding.pseudonyms.of).joined()
    return .init(name, .leaf(.init(.string(hashes), hiding.pseudonyms.hiding, rule: "built in")))
  }

  private func object(_ key: String, _ command: String) -> FieldTree.Member {
    .init(key, hiding.object([key], InfoList.pairs(answers.value(command) ?? "")))
  }

  private func storage(_ name: String) -> FieldTree.Member {
    .init(name, hiding.object(["storage", name], InfoList.pairs(answers.value("namespace/\(name)") ?? "")))
  }

  private var queries: FieldTree {
    // Two namespaces may have an index of one name: then the later one's counters stand, in the first one's place.
    var indexes: [FieldTree.Member] = []
    for index in answers.indexes {
      let pairs = InfoList.pairs(answers.value("sindex/\(index.namespace)/\(index.name)") ?? "")
      let member = FieldTree.Member(index.name, hiding.object(["queries", "sindexes", index.name], pairs))
      if let place = indexes.firstIndex(where: { $0.key == index.name }) {
        indexes[place] = member
      } else {
        indexes.append(member)
      }
    }
    return .object([
      .init("sindex", hiding.leaf(["queries", "sindex"], answers.value("sindex") ?? "")),
      .init("sindexes", .object(indexes)),
      .init("throughput", hiding.leaf(["queries", "throughput"], answers.value("throughput:hist=query") ?? "")),
    ])
  }
}
