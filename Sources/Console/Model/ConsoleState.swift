import Agent
import Platform
import Report
import Terminal

/// All that the console knows. A picture of the screen is made from it and from nothing else; it changes only by
/// `update`.
struct ConsoleState {
  var options: ConsoleOptions
  /// `daemon 4711` or `this process`.
  var label: String
  var access: AgentAccess
  var size: Size
  var glyphs: Glyphs
  var now: Timestamp
  /// Milliseconds of the monotonic clock.
  var monotonic: Int64
  var view: ViewID
  var showsAbsoluteTimes = false
  /// What the picture made last counts down.
  let countdowns = Countdowns()
  var status: AgentStatus?
  var overview = ListState()
  var info = InfoModel()
  var preview = PreviewModel()
  var channels = ListState()
  /// Of each destination for which a report was made to count them.
  var channelFields: [Destination: ChannelFields] = [:]
  /// Filters of the views whose lists are short and wholly here.
  var ownFilters: [ViewID: String] = [:]
  var spool = RowWindow<WaitingRow>(falling: false)
  /// Records that are marked, by their key, with their ids.
  var spoolMarks: [Int64: String] = [:]
  var journal = RowWindow<SettledRow>(falling: true)
  var settings = SettingsModel()
  var log = LogModel()
  var identity = ListState()
  /// Long work under way.
  var work: Work?
  /// The last one has the keys.
  var overlays: [Overlay] = []
  var message: Message?
  var outstanding: [Int: Purpose] = [:]
  /// Commands that were typed, the newest last.
  var history: [String] = []
  /// Sends what the preview will show, after asking, as soon as it comes.
  var asksToSendNextPreview = false
  let explainer: FieldExplainer

  init(
    label: String, access: AgentAccess, size: Size, glyphs: Glyphs, now: Timestamp, monotonic: Int64,
    options: ConsoleOptions,
    explainer: @escaping FieldExplainer
  ) {
    self.label = label
    self.access = access
    self.size = size
    self.glyphs = glyphs
    self.now = now
    self.monotonic = monotonic
    self.options = options
    self.explainer = explainer
    view = options.startView
    message = options.notice.map(Message.attention)
  }

  var layout: Layout { Layout(size) }

  /// The destinations that have a URL; all of them when none has.
  var destinations: [Destination] {
    let known = status?.destinations ?? []
    let configured = known.filter { $0.url != nil }.map(\.destination)
    return configured.isEmpty ? [.home] : configured
  }

  func destination(_ wanted: Destination) -> DestinationStatus? {
    status?.destinations.first { $0.destination == wanted }
  }

  /// The node's values are on the screen: they are to be asked for again and again.
  var isLive: Bool { view == .info }

  /// Dangerous actions are not to be had at all.
  var isReadOnly: Bool { options.readOnly || access == .readOnly }

  /// No agent answers.
  var isAlone: Bool { access == .offline || access == .gone }

  /// Behind the name of who answers; empty when there is nothing to say.
  var modeText: String {
    if isReadOnly { return "read-only" }
    return switch access {
    case .offline: "outbox only"
    case .gone: "nothing new"
    case .full, .readOnly: ""
    }
  }

  /// Why nothing can be changed or sent, nil when it can.
  var actingBar: String? {
    if options.readOnly { return "this console is read-only" }
    return switch access {
    case .full: nil
    case .readOnly: "you may only look: the agent wants root or the group telemetry"
    case .offline: "no agent runs; this shows its outbox"
    case .gone: "no agent runs; this shows what it said last"
    }
  }

  func isWaiting(for purpose: Purpose) -> Bool { outstanding.values.contains(purpose) }
}
