import Platform

/// One round of questions to a node: two round trips, however many namespaces and indexes it has (the old agent needed
/// 35 and more). A node without either needs one.
public enum NodeRound {
  /// Connects and collects. `cancel` as for `InfoConnection.open`.
  public static func collect(
    from address: NodeAddress, scope: RoundScope, limits: InfoLimits = .standard, cancel: Int32? = nil
  ) throws(InfoFault) -> NodeAnswers {
    try collect(over: InfoConnection.open(address, limits: limits, cancel: cancel), scope: scope)
  }

  /// Collects over an open connection, which can be used again for the next round.
  public static func collect(over connection: InfoConnection, scope: RoundScope) throws(InfoFault) -> NodeAnswers {
    let started = Monotonic.now()
    let before = connection.traffic
    var answers = try connection.ask(scope.nodeNames)
    let namespaces = unique(InfoList.items(answers.value("namespaces") ?? "").filter(InfoMessage.isAskable))
    let indexes = unique(InfoList.indexes(answers.value("sindex") ?? ""))
    let build = NodeBuild(answers.value("build") ?? "")

    let limits = connection.limits
    // Checked before the names are made: a hostile list would be multiplied by ten.
    let count = namespaces.count * (2 + 3 * RoundScope.histograms.count) + indexes.count
    guard count <= limits.namesPerRound else {
      throw .tooManyNames(connection.address, count: count, limit: limits.namesPerRound)
    }
    let details = scope.detailNames(namespaces: namespaces, indexes: indexes, build: build)
    for part in try connection.ask(messages: split(details, into: max(1, limits.namesPerMessage))) {
      answers.append(part)
    }

    let after = connection.traffic
    return NodeAnswers(
      address: connection.address, scope: scope, answers: answers, namespaces: namespaces, indexes: indexes,
      build: build, messages: after.messages - before.messages, roundTrips: after.roundTrips - before.roundTrips,
      bytes: after.bytesSent + after.bytesReceived - before.bytesSent - before.bytesReceived,
      elapsed: Monotonic.now() - started)
  }

  private static func split(_ names: [String], into size: Int) -> [[String]] {
    stride(from: 0, to: names.count, by: size).map { Array(names[$0..<min($0 + size, names.count)]) }
  }

  private static func unique<Item: Hashable>(_ items: [Item]) -> [Item] {
    var seen: Set<Item> = []
    return items.filter { seen.insert($0).inserted }
  }
}
