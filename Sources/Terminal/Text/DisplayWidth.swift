import CPlatform
import Platform

/// How many columns text takes on a terminal. The C library's tables answer, so they are those the terminal's
/// neighbours use, and they do not depend on the locale the program was started in.
public enum DisplayWidth {
  /// 0 for a combining mark, 2 for a wide character, nil for what cannot be printed.
  public static func of(_ scalar: Unicode.Scalar) -> Int? {
    if (0x20...0x7E).contains(scalar.value) { return 1 }
    if SafeText.isHostile(scalar) { return nil }
    let width = cp_display_width(scalar.value)
    return width < 0 ? nil : Int(width)
  }
}
