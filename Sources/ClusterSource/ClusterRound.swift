import Platform
import Report

/// The questions of one report. First the monitors alone: without them nothing else answers either. Then what stands by
/// itself, side by side; then what needs the names that the first answers hold.
final class ClusterRound {
  let command: ClusterCommand
  let options: ClusterReportOptions
  let runner: CommandRunner

  let monitors = Question("mon dump", MonitorMap())
  let osds = Question("osd dump", OSDMap())
  let crush = Question("osd crush dump", CrushMap())
  let systems = Question("fs dump", FileSystemMap())
  let usage = Question("df detail", Usage())
  let dump = Question("config dump", OptionNames())
  let services = Question("service dump", ServiceMap())
  let balancer = Question("balancer status", BalancerStatus())
  let rook = Question("config-key dump rook/", RookKeys())
  let osdMetadata = Question("osd metadata", DaemonMetadata(DaemonMetadata.storageKeys))
  let monMetadata = Question("mon metadata", DaemonMetadata())
  let mdsMetadata = Question("mds metadata", DaemonMetadata())
  let mgrMetadata = Question("mgr metadata", DaemonMetadata())
  var crashes: Question<CrashList>?
  var active: [Question<OptionNames>] = []
  /// How many daemons there are to ask for their options.
  var daemons = 0
  var counters: [String: Question<MetadataServerCounters>] = [:]
  var images: [(count: Question<ImageCount>, mirror: Question<MirrorMode>)] = []
  let groups = Question("pg dump", PlacementGroups())
  var performance: [DaemonQuestions] = []
  var heaps: [HeapQuestion] = []

  init(_ command: ClusterCommand, _ options: ClusterReportOptions, _ runner: CommandRunner) {
    self.command = command
    self.options = options
    self.runner = runner
  }

  func wants(_ channel: Channel) -> Bool { options.head.channels.contains(channel) }

  func ask() throws(CommandFault) {
    let isAsked = wants(.basic) || wants(.crash) || wants(.perf)
    guard isAsked else { return }
    run([monitors])
    if let fault = monitors.fault, fault.isOfTheCluster { throw fault }
    run(first)
    if let fault = first.lazy.compactMap(\.fault).first(where: \.isOfTheCluster), first.allSatisfy({ $0.fault != nil })
    {
      throw fault
    }
    askDetails()
    for question in asked {
      if case .interrupted(let name) = question.fault { throw .interrupted(name) }
    }
  }

  /// Questions that stand by themselves. Those for hosts are asked for crashes too: so their names are known.
  private var first: [any AnyQuestion] {
    let metadata: [any AnyQuestion] = [osdMetadata, monMetadata, mdsMetadata, mgrMetadata, services]
    guard wants(.basic) else { return wants(.perf) ? metadata + [osds] : metadata }
    return [osds, osdMetadata, crush, dump, systems, usage, monMetadata, mdsMetadata, mgrMetadata, services, balancer]
      + (options.form == .current ? [rook] : [])
  }

  private var asked: [any AnyQuestion] {
    let many: [any AnyQuestion] =
      [monitors] + first + active + Array(counters.values) + performance.flatMap(\.all)
      + heaps
    return many + images.flatMap { [$0.count, $0.mirror] as [any AnyQuestion] } + (crashes.map { [$0] } ?? [])
  }

  private func run(_ questions: [any AnyQuestion]) {
    command.run(questions.map { ($0, command.job($0.name.split(separator: " ").map(String.init), for: $0)) }, runner)
  }

  /// Whether the manager has shown that it does not answer.
  private var isManagerSilent: Bool {
    [services.fault, balancer.fault].contains { fault in
      if case .timedOut = fault { true } else { false }
    }
  }

  private func askDetails() {
    var jobs: [(any AnyQuestion, CommandJob)] = []
    func add(_ question: any AnyQuestion, _ words: [String]) {
      jobs.append((question, command.job(words, for: question)))
    }
    if wants(.crash) {
      let question = Question("crash ls", CrashList(names: KnownNames(hosts), cleaning: options.cleaning))
      crashes = question
      if isManagerSilent { question.deny(.managerSilent("crash ls")) } else { add(question, ["crash", "ls"]) }
    }
    if wants(.basic) {
      jobs += configurationJobs() + imageJobs()
      for name in systemNames where ClusterCommand.isPlain(name) {
        let question = Question("tell mds perf dump", MetadataServerCounters())
        counters[name] = question
        add(question, ["tell", "mds.\(name)", "perf", "dump"])
      }
    }
    if wants(.perf) {
      if isManagerSilent { groups.deny(.managerSilent("pg dump")) } else { add(groups, ["pg", "dump"]) }
      performance = DaemonQuestions.some(of: performanceDaemons, most: options.mostCounters)
      for daemon in performance { jobs += daemon.jobs(command) }
      heaps = Self.firstOfEachKind(performanceDaemons).map(HeapQuestion.init)
      jobs += heaps.map { ($0, $0.job(command)) }
    }
    command.run(jobs.map { (question: $0.0, job: $0.1) }, runner)
    if wants(.perf) { askOtherHeaps() }
  }

  /// Those of the kinds whose first one told: daemons that were built without tcmalloc, or do not answer, are many.
  private func askOtherHeaps() {
    let asked = Set(heaps.map(\.daemon)), telling = Set(heaps.filter { $0.stats != nil }.map(\.kind))
    let others = performanceDaemons.filter { telling.contains(Self.kind(of: $0)) && !asked.contains($0) }
    let chosen = Self.spread(others, max(0, options.mostHeaps - heaps.count)).map(HeapQuestion.init)
    command.run(chosen.map { (question: $0, job: $0.job(command)) }, runner)
    heaps += chosen
  }

  private static func firstOfEachKind(_ daemons: [String]) -> [String] {
    var kinds: Set<String> = []
    return daemons.filter { kinds.insert(kind(of: $0)).inserted }
  }

  /// `osd` of `osd.7`.
  static func kind(of daemon: String) -> String { String(daemon.prefix { $0 != "." }) }

  private var systemNames: [String] { systems.fault == nil ? systems.answer.activeNames : [] }

  /// Hosts of all daemons whose metadata came.
  var hosts: Set<String> {
    [osdMetadata, monMetadata, mdsMetadata, mgrMetadata].reduce(services.answer.hosts) { $0.union($1.answer.hosts) }
  }

  /// Everything but OSDs, which are many: all of those, then OSDs from all over the range.
  private func configurationJobs() -> [(any AnyQuestion, CommandJob)] {
    let few =
      monitors.answer.names.map { "mon.\($0)" } + mgrMetadata.answer.names.map { "mgr.\($0)" }
      + systems.answer.allNames.map { "mds.\($0)" } + services.answer.daemons
    let osds = osds.answer.ids.map { "osd.\($0)" }
    daemons = few.count + osds.count
    let names =
      (few + Self.spread(osds, max(0, options.mostConfigurations - few.count)))
      .filter(ClusterCommand.isPlain).prefix(options.mostConfigurations)
    guard !names.isEmpty else { return [] }
    let lines = names.map { "config show \($0)" }
    let count = min(4, (lines.count + 31) / 32)
    return (0..<count).map { part in
      let question = Question("config show", OptionNames())
      active.append(question)
      let share = stride(from: part, to: lines.count, by: count).map { lines[$0] }
      if isManagerSilent { question.deny(.managerSilent("config show")) }
      let limit = command.milliseconds + Int64(share.count) * 250
      return (question, command.job(lines: share, milliseconds: limit, for: question))
    }.filter { $0.0.fault == nil }
  }

  /// So many of the items, evenly spread.
  static func spread<Item>(_ items: [Item], _ most: Int) -> [Item] {
    guard items.count > most else { return items }
    return (0..<most).map { items[$0 * items.count / most] }
  }

  private func imageJobs() -> [(any AnyQuestion, CommandJob)] {
    guard osds.fault == nil, let program = command.blockDevices else { return [] }
    return BlockDevices.pools(osds.answer).flatMap { pool -> [(any AnyQuestion, CommandJob)] in
      let count = Question("rbd ls", ImageCount()), mirror = Question("rbd mirror pool info", MirrorMode())
      images.append((count, mirror))
      return [
        (count, command.blockDeviceJob(program, ["ls", "--pool=\(pool)"], for: count)),
        (mirror, command.blockDeviceJob(program, ["mirror", "pool", "info", "--pool=\(pool)"], for: mirror)),
      ]
    }
  }

  private var performanceDaemons: [String] {
    let few = monitors.answer.names.map { "mon.\($0)" } + mdsMetadata.answer.names.map { "mds.\($0)" }
    return (few + osds.answer.ids.map { "osd.\($0)" }).filter(ClusterCommand.isPlain)
  }
}
