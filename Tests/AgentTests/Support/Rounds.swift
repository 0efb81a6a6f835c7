import InfoProtocol
import Platform

/// Rounds of answers without a node: what the round asks, and what it makes of a table of answers.
enum Rounds {
  /// A round over whole values by name; names that are not in the table are left out, as by an old node. A refusal
  /// is a value that begins with `ERROR:`.
  static func round(_ values: [String: String], isClassic: Bool = false) -> NodeAnswers {
    let scope = RoundScope(isFull: true, isClassic: isClassic)
    func ask(_ names: [String]) -> InfoAnswers {
      let body = names.compactMap { name in values[name].map { "\(name)\t\($0)\n" } }.joined()
      return AnswerParser.parse(Array(body.utf8), asked: names)
    }
    var answers = ask(scope.nodeNames)
    var namespaces: [String] = []
    for name in InfoList.items(answers.value("namespaces") ?? "") where !namespaces.contains(name) {
      namespaces.append(name)
    }
    let indexes = InfoList.indexes(answers.value("sindex") ?? "")
    let build = NodeBuild(answers.value("build") ?? "")
    answers.append(ask(scope.detailNames(namespaces: namespaces, indexes: indexes, build: build)))
    return NodeAnswers(
      address: NodeAddress(host: "127.0.0.1", port: 3000), scope: scope, answers: answers, namespaces: namespaces,
      indexes: indexes, build: build, messages: 2, roundTrips: 2, bytes: 0, elapsed: 1)
  }

  /// A small node: one namespace, one index, one set.
  static let small: [String: String] = [
    "build": "4.9.0.37", "edition": "Community", "node": "BB901000000FC02", "service": "10.1.2.3:3000", "services": "",
    "cluster-name": "null", "statistics": "cluster_size=1;uptime=100;paxos_principal=BB901000000FC02;objects=7",
    "get-config": "proto-fd-max=15000;service.address=any;heartbeat.mode=mesh", "namespaces": "ns1",
    "namespace/ns1": "objects=7;{ns1}-read-hist-track-back=300", "bins/ns1": "bin_names=2,bin_names_quota=32768,a,b",
    "sindex": "ns=ns1:set=s1:indexname=i1:bin=b1:type=NUMERIC", "sindex/ns1/i1": "keys=3;load_pct=100",
    "sets": "ns=ns1:set=s1:objects=7", "latency:hist={ns1}-read": "{ns1}-read:10:00:00-GMT,ops/sec;10:00:10,5.0",
  ]
}
