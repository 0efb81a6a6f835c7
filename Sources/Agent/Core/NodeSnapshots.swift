import InfoProtocol
import Platform
import Privacy
import Report

/// Turns a round of answers into the Info view's model: every value as the node gave it, beside the path it is sent as.
struct NodeSnapshots: Sendable {
  let pseudonyms: Pseudonyms
  let format: ReportFormat

  func snapshot(_ answers: NodeAnswers, taken: Int64 = Monotonic.now()) -> NodeSnapshot {
    let statistics = InfoList.pairs(answers.value("statistics") ?? "")
    var groups = [group(.service, "statistics", "statistics", statistics)]
    for name in answers.namespaces { groups.append(namespace(name, answers)) }
    groups += sets(answers) + indexes(answers)
    groups.append(
      group(.configuration, "configuration", "config", InfoList.pairs(answers.value("get-config") ?? "")))
    groups += histograms(answers)
    groups.append(other(answers))
    return NodeSnapshot(
      address: answers.address.description, build: answers.build.text, edition: answers.value("edition") ?? "",
      uptimeSeconds: ReportDesk.uptime(answers), taken: taken, elapsed: answers.elapsed, messages: answers.messages,
      groups: groups.filter { !$0.entries.isEmpty },
      errors: answers.answers.refusals.map { .init($0.name, $0.refusal ?? "") })
  }

  private func group(
    _ kind: NodeSnapshot.Kind, _ title: String, _ path: String?, _ pairs: [(name: String, value: String)]
  ) -> NodeSnapshot.Group {
    NodeSnapshot.Group(
      kind: kind, title: title, sentAs: path,
      entries: pairs.map { pair in
        .init(name: pair.name, value: pair.value, sentAs: path.map { "\($0).\(pair.name)" })
      })
  }

  private func namespace(_ name: String, _ answers: NodeAnswers) -> NodeSnapshot.Group {
    let path = format == .classic ? "storage.\(name)" : "namespaces.\(pseudonyms.of(name))"
    return group(
      .namespace, "namespace \(name)", path, InfoList.pairs(answers.value("namespace/\(name)") ?? ""))
  }

  private func sets(_ answers: NodeAnswers) -> [NodeSnapshot.Group] {
    InfoList.records(answers.value("sets") ?? "").enumerated().map { index, fields in
      let names = ["ns", "set"].map { key in fields.first { $0.name == key }?.value ?? "" }
      return group(.set, "set \(names.joined(separator: " "))", format == .classic ? nil : "sets.\(index)", fields)
    }
  }

  private func indexes(_ answers: NodeAnswers) -> [NodeSnapshot.Group] {
    answers.indexes.map { index in
      let path = format == .classic ? "queries.sindexes.\(index.name)" : "sindexes.\(pseudonyms.of(index.name))"
      return group(
        .index, "index \(index.namespace) \(index.name)", path, InfoList.pairs(answers.value(index.command) ?? ""))
    }
  }

  private func histograms(_ answers: NodeAnswers) -> [NodeSnapshot.Group] {
    answers.namespaces.map { name in
      let path = "histograms.\(pseudonyms.of(name))"
      let entries = RoundScope.histogramNames(of: name, build: answers.build).compactMap { command in
        answers.value(command).map { value in
          let kind = command.prefix { $0 != ":" }
          let histogram = command.split(separator: "-").last ?? ""
          let sentAs = format == .classic ? nil : "\(path).\(kind).\(histogram)"
          return NodeSnapshot.Entry(name: "\(kind) \(histogram)", value: value, sentAs: sentAs)
        }
      }
      return NodeSnapshot.Group(
        kind: .histogram, title: "histograms \(name)", sentAs: format == .classic ? nil : path, entries: entries)
    }
  }

  /// The single answers: version, addresses, membership. The classic report has three of them.
  private func other(_ answers: NodeAnswers) -> NodeSnapshot.Group {
    let names: [(command: String, key: String)] = [
      ("version", "version"), ("edition", "edition"), ("build", "build"), ("build_os", "build_os"),
      ("build_time", "build_time"), ("node", "node"), ("cluster-name", "cluster-name"), ("service", "service"),
      ("services", "services"), ("services-alternate", "services-alternate"), ("services-alumni", "services-alumni"),
      ("get-sl:", "succession-list"), ("features", "features"), ("partition-generation", "partition-generation"),
      ("udf-list", "udfs.num-udf-files"),
    ]
    let entries = names.compactMap { name in
      answers.value(name.command).map { value in
        let isSent = format == .current || ["node", "service", "services"].contains(name.key)
        return NodeSnapshot.Entry(name: name.command, value: value, sentAs: isSent ? name.key : nil)
      }
    }
    return NodeSnapshot.Group(kind: .other, title: "node", sentAs: nil, entries: entries)
  }
}
