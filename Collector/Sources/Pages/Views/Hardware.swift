import Storage
import Words

extension Views {
  private static let spans = [7, 30, 90, 365]

  /// Machine checks: corrected and uncorrected errors of processors and memory.
  public func machineChecks(_ query: Query) async throws(StoreFault) -> Content {
    let days = days(query, Self.spans, usual: 90)
    var filter = over(days)
    filter.classification = HardwareEvent.family + "*"
    func isCheck(_ row: CountRow) -> Bool { !row.values.contains(HardwareEvent.thermalClass) }
    let byDay = try await store.counts(by: [.day, .classification], filter).filter(isCheck)
    let byBuild = try await store.counts(by: [.build, .classification], filter).filter(isCheck)
    let marks = try await store.marks(.machineCheck, days: days, now: now, limit: 50)
    let machines = try await store.machines(.machineCheck, days: days, now: now, limit: 25)
    let status = marks.map { (Markup.text($0.value), $0.count) }
    return Content(
      title: "Machine checks",
      lead: "Errors processors and memory told of in the last \(days) days, by week, class, build, status and machine.",
      tab: .mce,
      blocks: [
        span("/mce", query, Self.spans, current: days),
        .chart(
          overDays(
            "Machine checks by \(days > 30 ? "week" : "day") and class", byDay, days: days, weekly: days > 30,
            empty: "No machine check in this time: all is well, or no machine sends org.clearlinux/mce.",
            name: { String($0.split(separator: "/").last ?? "") })),
        .table(
          ranking(
            "Classes", "Class",
            ranked(byDay.map { CountRow(values: Array($0.values.dropFirst()), count: $0.count) }).map {
              (.link(Self.short($0.value), to: Self.records("classification", $0.value)), $0.count)
            }, empty: "None in this time.")),
        .table(
          ranking(
            "Builds", "Build",
            ranked(byBuild).map { (.link($0.value, to: Self.records("build", $0.value), limit: 60), $0.count) },
            empty: "None in this time.")),
        .table(ranking("Status of the machine check", "Status", status, empty: "None in this time.")),
        .table(machineTable(machines)),
      ])
  }

  /// Processors that were throttled because they were hot.
  public func thermal(_ query: Query) async throws(StoreFault) -> Content {
    let days = days(query, Self.spans, usual: 90)
    var filter = over(days)
    filter.classification = HardwareEvent.thermalClass
    let byDay = try await store.counts(by: [.day, .build], filter)
    let machines = try await store.machines(.thermal, days: days, now: now, limit: 25)
    let weeks = (0..<4).map { week in
      byDay.reduce(0) { sum, row in
        let age = today - (Int(row.values.first ?? "") ?? 0)
        return age >= week * 7 && age < week * 7 + 7 ? sum + row.count : sum
      }
    }
    return Content(
      title: "Thermal",
      lead: "Times a processor was throttled because it was hot, in the last \(days) days.", tab: .thermal,
      blocks: [
        span("/thermal", query, Self.spans, current: days),
        .tiles(
          weeks.enumerated().map { index, count in
            let before = index + 1 < weeks.count ? Figures.change(from: weeks[index + 1], to: count) : nil
            return Tile(
              index == 0 ? "Last 7 days" : "\(index * 7 + 1) to \(index * 7 + 7) days ago", Figures.count(count),
              before.map { "\($0) on the week before" } ?? "")
          }),
        .chart(
          overDays(
            "Events by \(days > 30 ? "week" : "day") and build", byDay, days: days, weekly: days > 30,
            empty: "No thermal event in this time: all is cool, or no machine sends org.clearlinux/mce/thermal.")),
        .table(machineTable(machines)),
      ])
  }

  /// Samples of storage devices' health.
  public func devices(_ query: Query) async throws(StoreFault) -> Content {
    let host = query.value("host")
    let page = try await store.devices(
      host: host,
      page: PageRequest(before: query.value("before"), after: query.value("before") == nil ? query.value("after") : nil)
    )
    let base = Query(host.map { [("host", $0)] } ?? [])
    return Content(
      title: "Devices",
      lead: host.map { "Samples of the storage devices of host \(Plain.line($0, limit: 60)), newest first." }
        ?? "Samples of storage devices' health, newest first, as storage clusters send them.",
      tab: .devices,
      blocks: [
        host == nil ? .links("", []) : .links("Look at", [Choice("all hosts", "/devices")]),
        .table(
          Table(
            "",
            columns: [
              .init("Device", .wide), .init("Host", .code), .init("Sampled"), .init("Health"),
              .init("Temperature", .number), .init("Power on", .number), .init("Capacity", .number), .init("Firmware"),
            ],
            rows: page.rows.map { row in
              let health = DeviceFigures(row.sample.body)
              return [
                .link(row.sample.device, to: "/devices/\(row.id)", limit: 90, title: row.sample.device),
                row.sample.host.isEmpty
                  ? .text("–")
                  : .link(
                    String(row.sample.host.prefix(8)), to: "/devices" + Query([("host", row.sample.host)]).text,
                    title: row.sample.host),
                .moment(seconds: row.sample.stamp, now: seconds), health.judged, .text(health.temperature),
                .text(health.hours), .text(health.capacity), .text(health.firmware, limit: 24),
              ]
            },
            empty:
              "No sample has arrived. A cluster with the channel device sends them: device_url=<this address>/device.")),
        .more(
          newer: query.has("before") || query.has("after")
            ? page.newer.map { "/devices" + base.setting("after", to: $0).text } : nil,
          older: page.older.map { "/devices" + base.setting("before", to: $0).text }, words: ""),
      ])
  }

  private func machineTable(_ ranked: MachineRanking) -> Table {
    ranking(
      "Machines that sent most" + (ranked.since.map { " since \(Times.day($0))" } ?? ""), "Machine",
      ranked.machines.map { (.link($0.machineID, to: Self.records("machine_id", $0.machineID), limit: 64), $0.count) },
      of: ranked.total, empty: "None in this time.")
  }
}
