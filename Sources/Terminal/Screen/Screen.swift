/// Where canvases are shown. The console knows no more of a terminal than this.
public protocol Screen: AnyObject {
  var size: Size { get }
  var glyphs: Glyphs { get }
  var theme: Theme { get }
  /// Makes the terminal look like the canvas, by the least that differs from the last one.
  func show(_ canvas: Canvas)
  /// Forgets what was shown: the next canvas is painted whole.
  func repaint()
  /// Hands the text to the terminal's clipboard.
  func copy(_ text: [UInt8]) throws(TerminalFault)
}
