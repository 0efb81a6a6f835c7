import Storage

extension Views {
  /// What a fault of the store means, in words.
  public static func words(_ fault: StoreFault) -> String {
    switch fault {
    case .unavailable(let why): "the store cannot be reached now (\(why))"
    case .full(let why): "the disk of the store is full (\(why))"
    case .tooSlow(let why): "the answer took longer than it may (\(why))"
    case .broken(let why): "the store is not as it should be (\(why))"
    case .badPattern(let why): why
    }
  }

  /// The page that stands for one the store could not answer.
  public static func trouble(_ fault: StoreFault, tab: Tab) -> Content {
    let remedy =
      switch fault {
      case .tooSlow: "Ask for less: a shorter time, or a filter with a build, a machine or a classification."
      case .unavailable: "Nothing is lost: agents keep what they cannot deliver. Load the page again in a while."
      case .full: "Make room on that disk, or keep records for fewer days."
      case .broken: "The collector's log says more."
      case .badPattern: "Correct it in the address or in the filter."
      }
    let isAsked = if case .badPattern = fault { true } else { false }
    return Content(
      title: isAsked ? "Not understood" : "Not now", lead: "This page could not be answered.", tab: tab,
      blocks: [.note("\(sentence(words(fault))). \(remedy)", kind: .bad)], status: isAsked ? 400 : 503)
  }

  /// A page that is not there.
  public static func missing(_ what: String, tab: Tab = .overview) -> Content {
    Content(
      title: "Not found", lead: "\(Plain.line(what, limit: 200)).", tab: tab,
      blocks: [
        .note("It may have been there and is no longer kept. The pages of the menu list what is.", kind: .empty)
      ],
      status: 404)
  }

  /// A change that was not made.
  public static func refused(_ why: String, status: Int) -> Content {
    Content(
      title: "Not done", lead: "Nothing was changed.", tab: .overview, blocks: [.note(why, kind: .bad)], status: status)
  }

  private static func sentence(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }
}
