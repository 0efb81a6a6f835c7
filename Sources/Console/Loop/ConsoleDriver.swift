import Agent
import Platform
import Terminal

/// Keeps a state, an agent and a screen together: hands events to the state, carries out its effects, draws what
/// changed. The loops around it only wait.
final class ConsoleDriver {
  private(set) var state: ConsoleState
  private(set) var wantsToQuit = false
  /// Set by `Ctrl-Z`; who drives a terminal clears it.
  var wantsToSuspend = false
  private let handle: any AgentHandle
  private let screen: any Screen
  private let clock: ConsoleClock
  private var needsDrawing = true
  /// The file that long work writes.
  private var growing: GrowingFile?
  /// When the node is to be asked again, on the monotonic clock.
  private var nextLive: Int64?
  /// When the words of a countdown on the screen are others.
  private var nextWords: Timestamp?

  init(
    handle: any AgentHandle, screen: any Screen, clock: ConsoleClock, options: ConsoleOptions,
    explainer: @escaping FieldExplainer
  ) {
    self.handle = handle
    self.screen = screen
    self.clock = clock
    state = ConsoleState(
      label: handle.label, access: handle.access, size: screen.size, glyphs: screen.glyphs, now: clock.wall(),
      monotonic: clock.monotonic(),
      options: options, explainer: explainer)
  }

  func start() { carryOut(state.start()) }

  /// A signal asks to leave.
  func leave() { wantsToQuit = true }

  var isIdle: Bool { state.outstanding.isEmpty && !needsDrawing }

  func send(_ event: ConsoleEvent) {
    readClock()
    carryOut(state.update(event))
    needsDrawing = true
    if !state.isLive { nextLive = nil }
  }

  /// Takes the replies that have come. True when there were some.
  @discardableResult
  func collect() -> Bool {
    let replies = handle.collect()
    for (request, reply) in replies {
      let wasLive = state.outstanding[request] == .live
      send(.reply(request: request, reply))
      if wasLive, state.isLive { nextLive = clock.monotonic() + state.options.refresh }
    }
    if handle.label != state.label || handle.access != state.access {
      send(.attached(label: handle.label, access: handle.access))
    }
    return !replies.isEmpty
  }

  /// Does what is due by the clock.
  func tick() {
    if let due = nextWords, clock.wall() >= due {
      nextWords = nil
      readClock()
      needsDrawing = true
    }
    if let due = nextLive, clock.monotonic() >= due {
      nextLive = nil
      if state.isLive, !state.isWaiting(for: .live) { carryOut([.submit(.live, .live)]) }
    }
  }

  /// Milliseconds until `tick` has something to do: the next question to the node, or another word in a countdown; -1
  /// when nothing ever is. Nothing else wakes an idle console.
  var timeout: Int64 {
    let rests = [nextLive.map { $0 - clock.monotonic() }, nextWords.map { $0 - clock.wall() }]
    return rests.compactMap { $0 }.min().map { max(0, $0) } ?? -1
  }

  func draw() {
    guard needsDrawing else { return }
    needsDrawing = false
    screen.show(render(state))
    nextWords = state.countdowns.nextChange(after: state.now)
  }

  private func readClock() { _ = state.update(.clock(clock.wall(), monotonic: clock.monotonic())) }

  private func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .submit(let request, let purpose):
        _ = state.update(.submitted(handle.submit(request), purpose))
        needsDrawing = true
      case .copy(let text):
        finish {
          try screen.copy(text); return "copied \(state.sizeText(text.count))"
        }
      case .write(let path, let bytes):
        finish {
          try Files.create(path, with: bytes, mode: 0o600)
          return "wrote \(state.sizeText(bytes.count)) to \(path)"
        }
      case .beginFile(let path): file { growing = try GrowingFile(path) }
      case .appendFile(let bytes): file { try growing?.append(bytes) }
      case .endFile(let isKept):
        file { try growing?.end(keep: isKept) }
        growing = nil
      case .repaint:
        screen.repaint()
        needsDrawing = true
      case .suspend: wantsToSuspend = true
      case .quit: wantsToQuit = true
      }
    }
  }

  private func file(_ work: () throws -> Void) {
    do {
      try work()
    } catch {
      growing = nil
      _ = state.update(.fileFailed(explain(error)))
    }
  }

  private func finish(_ work: () throws -> String) {
    do {
      _ = state.update(.finished(.good(try work())))
    } catch {
      _ = state.update(.finished(.bad(explain(error))))
    }
  }
}
