/// A screen without a terminal, for scripts and tests.
public final class MemoryScreen: Screen {
  public private(set) var size: Size
  public let glyphs: Glyphs
  public let theme: Theme
  public private(set) var canvas: Canvas
  /// How many canvases were shown.
  public private(set) var frames = 0
  /// The last text that was copied.
  public private(set) var clipboard: [UInt8] = []

  public init(size: Size, glyphs: Glyphs = .utf8, theme: Theme = Theme()) {
    self.size = size
    self.glyphs = glyphs
    self.theme = theme
    canvas = Canvas(size: size, glyphs: glyphs)
  }

  public func resize(to size: Size) { self.size = size }

  public func show(_ canvas: Canvas) {
    self.canvas = canvas
    frames += 1
  }

  public func repaint() {}

  public func copy(_ text: [UInt8]) throws(TerminalFault) {
    // The same limit as on a terminal, so that a script sees what a person would.
    _ = try Clipboard.sequence(for: text, inTmux: false)
    clipboard = text
  }
}
