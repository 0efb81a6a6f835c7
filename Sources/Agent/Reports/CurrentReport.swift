import HostSource
import InfoProtocol
import Privacy
import Report

/// The node report in the format of agent 1.0.12.
///
/// Key order: features, partition-generation, edition, version, build, build_os, build_time, config*, node,
/// succession-list, cluster-name, service, services, services-alternate, services-alumni, statistics, namespaces,
/// bins, histograms, udfs, meminfo, sindex-metadata*, sindexes*, sets*, system*, dmi*, telemetry-agent-version,
/// interval, email, unix-epoch-time, telemetry-agent-ip-address. Those with a star only on full rounds.
struct CurrentReport {
  let answers: NodeAnswers
  let host: HostSource
  let hiding: BuiltInHiding
  let isFull: Bool

  func tree(_ envelope: Envelope) -> FieldTree {
    var members = ["features", "partition-generation", "edition", "version", "build", "build_os", "build_time"]
      .map { text($0, answer($0) ?? "") }
    if isFull { members += configuration }
    if let node = answer("node") { members.append(text("node", node)) }
    members.append(text("succession-list", answer("get-sl:") ?? ""))
    for name in ["cluster-name", "service", "services", "services-alternate", "services-alumni"] {
      members.append(text(name, answer(name) ?? ""))
    }
    if let statistics = answer("statistics") { members.append(object("statistics", statistics)) }
    members += [named("namespaces", namespaces), named("bins", bins), named("histograms", histograms)]
    members += functions
    members.append(.init("meminfo", hiding.tree(["meminfo"], .object(host.memory()))))
    if isFull {
      members.append(.init("sindex-metadata", hiding.records(["sindex-metadata"], answer("sindex") ?? "")))
      members.append(named("sindexes", indexes))
      members.append(.init("sets", hiding.records(["sets"], answer("sets") ?? "")))
      members.append(.init("system", hiding.tree(["system"], .object(host.system()))))
      members.append(.init("dmi", hiding.tree(["dmi"], .object(host.firmware()))))
    }
    return .object(members + envelope.current(hiding))
  }

  /// What the node said; an empty answer is none, as it was to the old agent.
  private func answer(_ name: String) -> String? {
    guard let value = answers.value(name), !value.isEmpty else { return nil }
    return value
  }

  private func text(_ key: String, _ value: String) -> FieldTree.Member { .init(key, hiding.leaf([key], value)) }

  private func object(_ key: String, _ list: String) -> FieldTree.Member {
    .init(key, hiding.object([key], InfoList.pairs(list)))
  }

  private func named(_ key: String, _ members: [FieldTree.Member]) -> FieldTree.Member { .init(key, .object(members)) }

  private func pseudonym(_ name: String) -> String { hiding.pseudonyms.of(name) }

  private var configuration: [FieldTree.Member] {
    answer("get-config").map { [object("config", $0)] } ?? []
  }

  /// `{name}` stands in keys and values of what the node says of a namespace.
  private func masked(_ text: String, _ namespace: String, firstOnly: Bool = false) -> String {
    InfoText.replacing(
      "{\(namespace)}", with: "{\(pseudonym(namespace))}", in: text, firstOnly: firstOnly)
  }

  /// The namespaces that answered: of one that did not, nothing is known but its name.
  private var answered: [String] { answers.namespaces.filter { answer("namespace/\($0)") != nil } }

  private var namespaces: [FieldTree.Member] {
    answered.map { name in
      let list = masked(answer("namespace/\(name)") ?? "", name)
      return .init(pseudonym(name), hiding.object(["namespaces", pseudonym(name)], InfoList.pairs(list)))
    }
  }

  private var bins: [FieldTree.Member] {
    answered.compactMap { name in
      guard let answer = answer("bins/\(name)") else { return nil }
      return .init(pseudonym(name), hiding.object(["bins", pseudonym(name)], Self.binCounts(answer)))
    }
  }

  /// The two counts of `bin_names=N,bin_names_quota=M,NAME,NAME…`; the names that follow are dropped.
  static func binCounts(_ answer: String) -> [(name: String, value: String)] {
    if answer == "[single-bin]" { return [("single-bin", "true")] }
    let counts = answer.split(separator: ",", omittingEmptySubsequences: false).prefix(2).compactMap {
      InfoList.pairs(String($0)).first
    }
    return counts.map(\.name) == ["bin_names", "bin_names_quota"] ? counts : []
  }

  static let histogramNames = ["query", "read", "udf", "write"]

  private var histograms: [FieldTree.Member] {
    answered.map { name in
      let kinds: [FieldTree.Member] = ["latency", "throughput", "latencies"].compactMap { kind in
        let path = ["histograms", pseudonym(name), kind]
        let texts = Self.histogramNames.compactMap { histogram -> FieldTree.Member? in
          guard let answer = answer("\(kind):hist={\(name)}-\(histogram)") else { return nil }
          return .init(histogram, hiding.leaf(path + [histogram], masked(answer, name, firstOnly: true)))
        }
        let isOfThisBuild =
          answers.build.isKnown && (kind == "latencies" ? answers.build.mayHaveLatencies : answers.build.mayHaveLatency)
        return isOfThisBuild || !texts.isEmpty ? .init(kind, .object(texts)) : nil
      }
      return .init(pseudonym(name), .object(kinds))
    }
  }

  private var functions: [FieldTree.Member] {
    let count = (answer("udf-list") ?? "").split(separator: ";").count
    guard count > 0 else { return [] }
    return [
      .init("udfs", .object([.init("num-udf-files", hiding.leaf(["udfs", "num-udf-files"], String(count)))]))
    ]
  }

  /// Two namespaces may have an index of one name: then the later one's counters stand in the first one's place, as in
  /// the old report.
  private var indexes: [FieldTree.Member] {
    var members: [FieldTree.Member] = []
    for index in answers.indexes {
      guard let answer = answer("sindex/\(index.namespace)/\(index.name)") else { continue }
      let key = pseudonym(index.name)
      let member = FieldTree.Member(key, hiding.object(["sindexes", key], InfoList.pairs(answer)))
      if let place = members.firstIndex(where: { $0.key == key }) {
        members[place] = member
      } else {
        members.append(member)
      }
    }
    return members
  }
}
