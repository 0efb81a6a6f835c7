/// A file every page asks for. Its name has a hash of what is in it, so that a browser may keep it for ever.
public struct Asset: Sendable {
  public var path: String
  public var type: String
  public var bytes: [UInt8]

  init(_ name: String, _ ending: String, type: String, bytes: [UInt8]) {
    // FNV-1a: it tells versions apart; nothing here needs to be hard to forge.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    self.path = "/assets/\(name)-\(String(hash, radix: 16)).\(ending)"
    self.type = type
    self.bytes = bytes
  }
}

public enum Assets {
  public static let stylesheet = Asset(
    "page", "css", type: "text/css; charset=utf-8", bytes: PackageResources.page_css)
  public static let script = Asset(
    "page", "js", type: "text/javascript; charset=utf-8", bytes: PackageResources.page_js)
  public static let icon = Asset("icon", "svg", type: "image/svg+xml", bytes: PackageResources.icon_svg)
  public static let all = [stylesheet, script, icon]
}
