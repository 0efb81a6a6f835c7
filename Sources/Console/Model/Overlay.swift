import Agent
import Platform
import Report
import Settings
import Terminal

/// What lies over the view and has the keys until it is answered or left.
enum Overlay: Equatable, Sendable {
  case pane(Pane)
  case record(RecordSheet)
  case confirm(Confirmation)
  case consent(ConsentForm)
  case prompt(Prompt)
}

/// A text to scroll through: a command's output, the help, one value in full.
struct Pane: Equatable, Sendable {
  var title: String
  var text: String { didSet { if text != oldValue { laidOut = nil } } }
  var scroll = ListState()
  /// Only the lines that have it are shown.
  var filter = "" { didSet { if filter != oldValue { laidOut = nil } } }
  private var laidOut: LaidOut?

  private struct LaidOut: Equatable, Sendable {
    var width: Int
    var glyphs: Glyphs
    var lines: [String]
  }

  init(title: String, text: String) {
    self.title = title
    self.text = text
  }

  /// Breaks the text into lines of a width and keeps them: a long journal is not broken anew at each key.
  mutating func layOut(width: Int, glyphs: Glyphs) {
    guard laidOut?.width != width || laidOut?.glyphs != glyphs else { return }
    laidOut = LaidOut(width: width, glyphs: glyphs, lines: Wrap.lines(filtered, width: width, glyphs: glyphs))
  }

  private var filtered: String {
    guard !filter.isEmpty else { return text }
    let found = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
      Filter.matches(filter, String($0))
    }
    return found.isEmpty ? "no line is like \(filter)" : found.joined(separator: "\n")
  }

  /// The lines `layOut` made.
  var lines: [String] { laidOut?.lines ?? [] }
}

/// What an action will do, shown before it does it.
struct Confirmation: Equatable, Sendable {
  var title: String
  /// Labels and what stands behind them.
  var facts: [Fact]
  /// `send these bytes`: what Enter does.
  var verb: String
  var consequence: Consequence

  struct Fact: Equatable, Sendable {
    var label: String
    var text: String
    /// Digits that may be broken anywhere, as a hash.
    var isHard = false
  }

  enum Consequence: Equatable, Sendable {
    case send(recordID: String)
    case withdraw
    case setChannel(Channel, on: Bool)
    case drop([String])
    case retryRecords([String])
    case drain
    case rotate
    case set(name: String, value: String?)
    case quit
  }
}

/// A line typed at the bottom of the screen.
struct Prompt: Equatable, Sendable {
  enum Purpose: Equatable, Sendable {
    case command
    /// The filter as it was, for Esc.
    case filter(before: String)
    case fileName(contents: [UInt8])
    /// A list is to be written, the whole of it.
    case export(ViewID)
    case setting(name: String)
  }

  var purpose: Purpose
  var input = TextInput()
  /// Which line of the history is shown; nil: the one being typed.
  var historyIndex: Int?
  /// What was being typed before the history was looked through.
  var draft = ""

  var label: String {
    switch purpose {
    case .command: ":"
    case .filter: "/"
    case .fileName, .export: "write to file: "
    case .setting(let name): "\(name) = "
    }
  }
}

/// The agreement to send to one destination.
struct ConsentForm: Equatable, Sendable {
  /// What can be agreed to; never empty.
  var choices: [DestinationChoice]
  var index = 0
  var input = TextInput()
  /// What would be sent today, once it is known.
  var payload: Payload?
  /// What shall become of fields that come later.
  var newFields: NewFieldsChoice

  struct DestinationChoice: Equatable, Sendable {
    var destination: Destination
    var url: String
  }

  struct Payload: Equatable, Sendable {
    var destination: Destination
    var summary: String
  }

  var choice: DestinationChoice { choices[min(index, choices.count - 1)] }

  /// The licence a destination asks for.
  var licence: Licence? { Licence.asked(by: choice.destination) }

  /// What has to be typed.
  var word: String { licence?.id ?? "yes" }
}
