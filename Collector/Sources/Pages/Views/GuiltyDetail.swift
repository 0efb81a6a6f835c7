import Storage
import Words

extension Views {
  /// One guilty function: where it struck, the newest backtraces, and what may be done about it. Nil: no such number.
  public func guilty(_ id: Int64) async throws(StoreFault) -> Content? {
    guard let found = try await store.guilty(id) else { return nil }
    var filter = RecordFilter()
    filter.guilty = id
    let newest = try await store.records(filter, page: PageRequest(limit: 20))
    let row = found.row
    let machines = found.machines.sorted {
      $0.count == $1.count ? Self.newer($0.values.first ?? "", $1.values.first ?? "") : $0.count > $1.count
    }
    let highest = found.machines.map(\.count).max() ?? 0
    let name = Plain.line(row.frame.function, limit: 120)
    var blocks: [Block] = [
      .facts(
        "",
        [
          Fact("Function", row.frame.function), Fact("Module", row.frame.module),
          Fact("Crashes", Figures.count(row.count)), Fact("Listed", row.hidden ? "no, it is hidden" : "yes"),
          Fact("Comment", row.comment.isEmpty ? "–" : row.comment),
        ]),
      .actions(
        "Judge it",
        [
          Action(
            "Keep the comment", to: "/crashes/\(id)/comment",
            [.text(name: "comment", label: "Comment, at most 80 characters", value: row.comment, limit: 80)]),
          Action(
            row.hidden ? "List it again" : "Hide it", to: "/crashes/\(id)/hidden",
            [.hidden("hidden", row.hidden ? "no" : "yes")]),
          Action("Block it: lay its crashes at the next frame", to: "/crashes/\(id)/block"),
        ]),
      .table(
        Table(
          "Machines it struck",
          columns: [.init("Build"), .init("Machine", .code), .init("Crashes", .number), .init("", .bar)],
          rows: machines.prefix(100).map { one in
            let build = one.values.first ?? ""
            let machine = one.values.count > 1 ? one.values[1] : ""
            let address = "/records" + Query([("guilty", String(id)), ("machine_id", machine), ("build", build)]).text
            return [
              .link(build, to: "/crashes/build/\(Plain.encode(build))"), .link(machine, to: address, limit: 64),
              .text(Figures.count(one.count)), Chart.bar(one.count, of: highest, colour: 3),
            ]
          }, empty: "Its records are no longer kept.")),
    ]
    for record in newest.rows.prefix(5) {
      blocks.append(
        .text(
          "Backtrace of record \(record.id)", Plain.text(Array(record.record.payload.prefix(16_384))),
          note:
            "Build \(Plain.line(record.record.build, limit: 40)), machine \(Plain.line(record.record.machineID, limit: 40)), received \(Times.relative(seconds: record.received / 1_000_000, now: seconds))"
        ))
    }
    blocks.append(.table(recordTable("Newest records", newest.rows, empty: "Its records are no longer kept.")))
    blocks.append(.links("All of them", [Choice("Records", Self.records("guilty", String(id)))]))
    return Content(
      title: name, lead: "A function crashes are laid at: where it struck, and how.", tab: .crashes, blocks: blocks)
  }

  /// The frames that are never guilty, and the forms to change them.
  public func blocked(changed: Int? = nil) async throws(StoreFault) -> Content {
    let frames = try await store.blocked().sorted { ($0.function, $0.module) < ($1.function, $1.module) }
    var blocks: [Block] = []
    if let changed {
      blocks.append(.note("Computed again: \(Figures.count(changed)) records have another guilty now.", kind: .good))
    }
    blocks += [
      .table(
        Table(
          "", columns: [.init("Function", .wide), .init("Module", .code)],
          rows: frames.map { [.text($0.function), .text($0.module)] },
          empty: "No function is blocked: each crash is laid at the first function of its backtrace that has a name.")),
      .actions(
        "Block a function",
        [
          Action(
            "Block", to: "/crashes/blocked/add",
            [
              .text(name: "function", label: "Function, as the backtrace names it", value: "", limit: 1000),
              .text(name: "module", label: "Module", value: "", limit: 1000),
            ])
        ]),
      .actions(
        "Compute the guilty functions again over all that is kept",
        [Action("Compute again", to: "/crashes/recompute")]),
    ]
    if !frames.isEmpty {
      blocks.append(
        .actions(
          "Take a function out of the list",
          frames.map {
            Action(
              "Take out \(Plain.line($0.function, limit: 60)) – \(Plain.line($0.module, limit: 40))",
              to: "/crashes/blocked/remove", [.hidden("function", $0.function), .hidden("module", $0.module)])
          }))
    }
    return Content(
      title: "Block list",
      lead: "Functions that are never guilty: a crash in one of them is laid at the next frame.", tab: .crashes,
      blocks: blocks)
  }
}
