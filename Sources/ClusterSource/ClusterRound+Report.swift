import Platform
import Report

/// The answers as a report, section by section, in the order of the field.
extension ClusterRound {
  func report() -> ClusterReport {
    var report = ClusterReport()
    report.json = options.head.json(options.form)
    if wants(.basic) { addBasic(&report) }
    if wants(.crash) { addCrashes(&report) }
    if wants(.perf) { addPerformance(&report) }
    report.finish()
    return report
  }

  /// Hands the answer on, or leaves the section out.
  private func with<A>(
    _ question: Question<A>, _ section: String, _ report: inout ClusterReport,
    _ make: (A) throws(SectionFault) -> JSON
  ) {
    if let fault = question.fault { return report.leaveOut(section, fault) }
    report.set(section) { () throws(SectionFault) in try make(question.answer) }
  }

  private func addBasic(_ report: inout ClusterReport) {
    let form = options.form
    let map = osds.fault == nil ? osds.answer : nil
    let pools = map.flatMap { (try? $0.map.list("pools")) == nil ? nil : $0 }
    let numbers = usage.fault == nil ? usage.answer : nil
    with(monitors, "created", &report) { map throws(SectionFault) in try map.created() }
    with(monitors, "mon", &report) { map throws(SectionFault) in try map.section() }
    addConfiguration(&report)
    addImages(&report)
    with(osds, "pools", &report) { map throws(SectionFault) in try Pools.section(map, usage: numbers, form: form) }
    with(osds, "osd", &report) { map throws(SectionFault) in try map.section() }
    with(crush, "crush", &report) { map throws(SectionFault) in try map.section() }
    addFileSystems(&report)
    addMetadata(&report)
    with(usage, "usage", &report) { usage throws(SectionFault) in try usage.section(pools: pools, form: form) }
    if pools == nil, numbers != nil { report.leaveOut("usage.pg_num", "the pools are not known") }
    with(services, "services", &report) { map throws(SectionFault) in try map.section() }
    if services.fault == nil, let gateways = services.answer.gateways() { report.json["rgw"] = gateways }
    with(balancer, "balancer", &report) { status throws(SectionFault) in try status.section() }
    if form == .current { with(rook, "rook", &report) { keys in keys.section() } }
  }

  private func addConfiguration(_ report: inout ClusterReport) {
    var names: Set<String> = []
    var answered = 0
    for question in active {
      names.formUnion(question.answer.names)
      answered += question.documents
    }
    let part = "config.active_changed"
    if answered == 0, let fault = active.lazy.compactMap(\.fault).first {
      report.leaveOut(part, fault)
    } else if answered < daemons {
      report.leaveOut(part, "from \(answered) of \(daemons) daemons")
    }
    let known = answered > 0 ? names : nil
    with(dump, "config", &report) { dump in OptionNames.section(dump: dump, active: known) }
  }

  private func addImages(_ report: inout ClusterReport) {
    if let fault = osds.fault { return report.leaveOut("rbd", fault) }
    do throws(SectionFault) { try osds.answer.map.list("pools") } catch { return report.leaveOut("rbd", error.reason) }
    guard command.blockDevices != nil || BlockDevices.pools(osds.answer).isEmpty else {
      return report.leaveOut("rbd", .missing(["rbd"]))
    }
    if let fault = images.lazy.compactMap({ $0.count.fault ?? $0.mirror.fault }).first {
      return report.leaveOut("rbd", fault)
    }
    report.json["rbd"] = BlockDevices.section(images.map { ($0.count.answer.count, $0.mirror.answer.isMirrored) })
  }

  private func addFileSystems(_ report: inout ClusterReport) {
    let fault = counters.values.lazy.compactMap(\.fault).first
    let numbers = fault == nil ? counters.mapValues(\.answer) : nil
    if let fault { report.leaveOut("fs.counters", fault) }
    with(systems, "fs", &report) { map throws(SectionFault) in try map.section(counters: numbers) }
  }

  private func addMetadata(_ report: inout ClusterReport) {
    var metadata = JSONObject()
    var kinds = [("osd", osdMetadata), ("mon", monMetadata)]
    if options.form == .current { kinds.append(("mds", mdsMetadata)) }
    for (kind, question) in kinds {
      if let fault = question.fault {
        report.leaveOut("metadata.\(kind)", fault)
      } else {
        metadata[kind] = question.answer.section()
      }
    }
    if !metadata.isEmpty { report.json["metadata"] = .object(metadata) }
    let all = [("mon", monMetadata), ("mds", mdsMetadata), ("osd", osdMetadata), ("mgr", mgrMetadata)]
    if let fault = all.lazy.compactMap(\.1.fault).first { return report.leaveOut("hosts", fault) }
    report.json["hosts"] = DaemonMetadata.hosts(all.map { ($0.0, $0.1.answer) }, others: services.answer.hosts)
    if let fault = services.fault { report.leaveOut("hosts.num", fault) }
  }

  private func addCrashes(_ report: inout ClusterReport) {
    // The names of the cluster's hosts stand in the crashes of this one too.
    let own = options.crashDirectory?.read(hosts: hosts.union([options.hostName]), cleaning: options.cleaning)
    var found = own?.crashes ?? []
    let unreadable = (crashes?.answer.unreadable ?? 0) + (own?.unreadable ?? 0)
    if unreadable > 0 { report.leaveOut("crashes", "\(unreadable) of them unreadable") }
    if let crashes {
      // What came before a fault is whole: only the rest is missing.
      found = crashes.answer.crashes + found
      if let fault = crashes.fault {
        report.leaveOut("crashes", fault)
        if found.isEmpty { return }
      }
    }
    let chosen = options.crashes.of(found)
    report.crashIDs = chosen.map(\.id)
    report.json["crashes"] = .array(chosen.map(\.json))
  }

  private func addPerformance(_ report: inout ClusterReport) {
    let all = monitors.answer.names.count + mdsMetadata.answer.names.count + osds.answer.count
    var counters = JSONObject(), memory = JSONObject(), dumps: [(osd: Int64, dump: HistogramDump)] = []
    for daemon in performance {
      let kind = Self.kind(of: daemon.daemon)
      let name = publicName(daemon.daemon)
      if daemon.counters.fault == nil { counters[name] = .object(daemon.counters.answer.groups) }
      if daemon.memory.fault == nil, let pools = daemon.memory.answer.pools {
        var kinds = memory[kind]?.objectValue ?? JSONObject()
        kinds[name] = pools
        memory[kind] = .object(kinds)
      }
      if let histograms = daemon.histograms, histograms.fault == nil, let number = Int64(daemon.daemon.dropFirst(4)) {
        dumps.append((number, histograms.answer))
      }
    }
    func part(_ section: String, _ count: Int, of wanted: Int, _ fault: CommandFault?, _ value: JSON) {
      if count > 0 { report.json[section] = value }
      if count == 0, let fault { return report.leaveOut(section, fault) }
      if count < wanted { report.leaveOut(section, "from \(count) of \(wanted) daemons") }
    }
    let fault = performance.lazy.compactMap(\.counters.fault).first
    part("perf_counters", counters.count, of: all, fault, .object(counters))
    with(groups, "stats_per_pool", &report) { groups in groups.statsPerPool(osds.fault == nil ? osds.answer : nil) }
    with(groups, "stats_per_pg", &report) { groups in .array(groups.groups) }
    if groups.fault == nil, groups.answer.count > groups.answer.groups.count {
      report.leaveOut("stats_per_pg", "\(groups.answer.groups.count) of \(groups.answer.count) placement groups")
    }
    with(groups, "io_rate", &report) { groups in groups.rate }
    let histogramFault = performance.lazy.compactMap { $0.histograms?.fault }.first
    part("osd_perf_histograms", dumps.count, of: osds.answer.count, histogramFault, HistogramDump.section(dumps))
    let memoryFault = performance.lazy.compactMap(\.memory.fault).first
    let remembered = memory.reduce(0) { $0 + ($1.value.objectValue?.count ?? 0) }
    part("mempool", remembered, of: all, memoryFault, .object(memory))
    addHeaps(&report, of: all)
    report.leaveOut("rocksdb_stats", "not known outside of the manager")
  }

  private func addHeaps(_ report: inout ClusterReport, of all: Int) {
    var kinds = JSONObject()
    var count = 0
    for heap in heaps {
      guard let stats = heap.stats else { continue }
      count += 1
      var daemons = kinds[heap.kind]?.objectValue ?? JSONObject()
      daemons[publicName(heap.daemon)] = .object(stats)
      kinds[heap.kind] = .object(daemons)
    }
    if count > 0 { report.json["heap_stats"] = .object(kinds) }
    if count < all {
      let reason = count > 0 ? "from \(count) of \(all) daemons" : heaps.first?.reason ?? "no daemon is known"
      report.leaveOut("heap_stats", reason)
    }
  }

  /// A daemon's name as it is told; an OSD's number names nobody.
  private func publicName(_ daemon: String) -> String {
    daemon.hasPrefix("osd.") ? daemon : options.cleaning.daemon(daemon)
  }
}
