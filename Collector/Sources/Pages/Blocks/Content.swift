/// What a page says, before it is HTML: a title, a line that tells what it shows, and blocks.
public struct Content: Sendable {
  public var title: String
  /// One line: what this page shows.
  public var lead: String
  /// The place in the navigation.
  public var tab: Tab
  public var blocks: [Block]
  /// Seconds after which the page is loaded again where there is no script; the script reads on by itself.
  public var refresh: Int?
  /// The HTTP status it is answered with.
  public var status: Int

  public init(
    title: String, lead: String, tab: Tab, blocks: [Block] = [], refresh: Int? = nil, status: Int = 200
  ) {
    self.title = title
    self.lead = lead
    self.tab = tab
    self.blocks = blocks
    self.refresh = refresh
    self.status = status
  }
}

extension Content {
  /// Whether this is where a user signs in, from where no page can be reached yet.
  var isDoor: Bool {
    blocks.contains { block in
      if case .door = block { true } else { false }
    }
  }
}

/// The places of the navigation, in its order.
public enum Tab: String, Sendable, CaseIterable {
  case overview, records, crashes, builds, stats, population, updates, mce, thermal, devices, nodes, clusters, health

  var path: String { self == .overview ? "/overview" : "/\(rawValue)" }

  /// Whether the page answers from records alone, which have a tenant.
  var isOfRecords: Bool { [.overview, .records, .crashes, .builds, .stats].contains(self) }

  var name: String {
    switch self {
    case .mce: "Machine checks"
    default: rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }
  }

  /// The key that, with the browser's modifier, goes there.
  var key: String {
    switch self {
    case .overview: "o"
    case .records: "r"
    case .crashes: "c"
    case .builds: "b"
    case .stats: "s"
    case .population: "p"
    case .updates: "u"
    case .mce: "m"
    case .thermal: "t"
    case .devices: "d"
    case .nodes: "n"
    case .clusters: "l"
    case .health: "h"
    }
  }

  static let groups: [(name: String, tabs: [Tab])] = [
    ("", [.overview]),
    ("Programs", [.records, .crashes, .builds, .stats, .population, .updates]),
    ("Hardware", [.mce, .thermal, .devices]),
    ("Systems", [.nodes, .clusters]),
    ("Service", [.health]),
  ]
}

/// One piece of a page.
public enum Block: Sendable {
  case tiles([Tile])
  /// Ways to look at the same thing; the current one has no address.
  case choices(String, [Choice])
  case chart(Chart)
  case table(Table)
  case facts(String, [Fact])
  case filter(FilterForm)
  /// A heading and its text exactly as lines, with a button that copies it.
  case text(String, String, note: String?)
  /// A sentence, and what to do.
  case note(String, kind: NoteKind)
  case more(newer: String?, older: String?, words: String)
  case actions(String, [Action])
  /// Links with words before them.
  case links(String, [Choice])
  /// The form by which a user signs in: where to go then, and the form's token.
  case door(back: String, token: String, name: String)
}

public enum NoteKind: String, Sendable { case empty, good, bad }

public struct Tile: Sendable {
  var name: String
  var figure: String
  var detail: String
  var address: String?
  /// A line of the last days, drawn small.
  var line: [Int]

  init(_ name: String, _ figure: String, _ detail: String = "", address: String? = nil, line: [Int] = []) {
    self.name = name
    self.figure = figure
    self.detail = detail
    self.address = address
    self.line = line
  }
}

public struct Choice: Sendable {
  var name: String
  var address: String
  var current: Bool

  init(_ name: String, _ address: String, current: Bool = false) {
    self.name = name
    self.address = address
    self.current = current
  }
}

public struct Fact: Sendable {
  var name: String
  var value: Markup

  init(_ name: String, _ value: Markup) {
    self.name = name
    self.value = value
  }

  init(_ name: String, _ value: String) { self.init(name, .text(value, limit: 1000)) }
}

/// A table: columns with a name and a kind, rows of cells.
public struct Table: Sendable {
  enum Kind: String, Sendable { case text, number = "num", code, wide, bar }

  struct Column: Sendable {
    var name: String
    var kind: Kind

    init(_ name: String, _ kind: Kind = .text) {
      self.name = name
      self.kind = kind
    }
  }

  var title: String
  var columns: [Column]
  var rows: [[Markup]]
  /// What to say, and to do, where there are no rows.
  var empty: String
  /// Where the newest rows come from for the live tail.
  var live: String?

  init(_ title: String, columns: [Column], rows: [[Markup]], empty: String, live: String? = nil) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.empty = empty
    self.live = live
  }
}

/// A form that changes something: one button, sent by POST with a token.
public struct Action: Sendable {
  enum Input: Sendable {
    case hidden(String, String)
    case text(name: String, label: String, value: String, limit: Int)
  }

  var address: String
  var inputs: [Input]
  var button: String

  init(_ button: String, to address: String, _ inputs: [Input] = []) {
    self.button = button
    self.address = address
    self.inputs = inputs
  }
}

/// The form above a listing, sent by GET.
public struct FilterForm: Sendable {
  struct Option: Sendable {
    var value: String
    var name: String
  }

  enum Input: Sendable {
    case text(name: String, label: String, value: String, hint: String, choices: [String])
    case date(name: String, label: String, value: String)
    case select(name: String, label: String, value: String, options: [Option])
  }

  var address: String
  var inputs: [Input]
  /// What is set now, in words; nil: nothing.
  var active: String?
  var error: String?

  init(address: String, inputs: [Input], active: String? = nil, error: String? = nil) {
    self.address = address
    self.inputs = inputs
    self.active = active
    self.error = error
  }
}
