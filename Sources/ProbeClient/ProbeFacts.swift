import Glibc
import Platform
import Report

/// What the headers of a probe record say of this host, in the words libtelemetry uses: values whole, os-release's
/// quotes kept, a word of their own for what is missing (`no_sv_file`, `blank`, `unknown`).
public struct ProbeFacts: Sendable {
  /// The longest single fact, in bytes: all headers together fit the block a service takes.
  static let longest = 255

  private let root: String

  /// `root` stands before every path; tests give a directory.
  public init(root: String = "") { self.root = root }

  /// The headers that are about the host; the others are the record's.
  func values() -> [ProbeHeader: String] {
    let kernel = Self.kernel()
    let release = text("/etc/os-release") ?? text("/usr/lib/os-release") ?? ""
    let variant = Self.assigned("VARIANT_ID", in: release).map { "_" + $0 } ?? ""
    return [
      .architecture: kernel?.machine ?? "unknown",
      .kernelVersion: kernel?.release ?? "unknown",
      .build: Self.assigned("VERSION_ID", in: release) ?? "0",
      .systemName: (Self.assigned("ID", in: release) ?? "unknown") + variant,
      .cpuModel: Self.processor(text("/proc/cpuinfo") ?? ""),
      .hostType: [
        firmware("sys_vendor", "no_sv_file"), firmware("product_name", "no_pn_file"),
        firmware("product_version", "no_pvr_file"),
      ].joined(separator: "|"),
      .boardName: [firmware("board_name", "no_bn_file"), firmware("board_vendor", "no_bv_file")]
        .joined(separator: "|"),
      // The same word as for the board's vendor: so it always was.
      .biosVersion: firmware("bios_version", "no_bv_file"),
    ]
  }

  private func text(_ path: String) -> String? { try? Files.readText(root + path, limit: 64 << 10) }

  private func firmware(_ name: String, _ missing: String) -> String {
    guard let text = text("/sys/class/dmi/id/" + name) else { return missing }
    return Self.fact(Self.lines(text).first ?? "") ?? "blank"
  }

  /// The value of `KEY=`, of several the last, as a shell would have it.
  private static func assigned(_ key: String, in release: String) -> String? {
    let line = lines(release).last { $0.hasPrefix(key + "=") }
    guard let value = line?.dropFirst(key.utf8.count + 1) else { return nil }
    return fact(value).map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  private static func processor(_ text: String) -> String {
    guard let line = lines(text).first(where: { $0.hasPrefix("model name") }),
      let colon = line.firstIndex(of: ":")
    else { return "blank" }
    return fact(line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }) ?? "blank"
  }

  /// By bytes: a carriage return before a line feed is one character with it.
  private static func lines(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// The text without control characters, cut; nil when nothing but blanks is there.
  private static func fact(_ text: some StringProtocol) -> String? {
    var fact = String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
    while fact.utf8.count > longest { fact.unicodeScalars.removeLast() }
    return fact.allSatisfy { $0 == " " } ? nil : fact
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x20 || scalar.value == 0x7F }

  private static func kernel() -> (release: String, machine: String)? {
    var name = utsname()
    guard uname(&name) == 0 else { return nil }
    func text(_ characters: some Any) -> String {
      withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    return (text(name.release), text(name.machine))
  }
}
