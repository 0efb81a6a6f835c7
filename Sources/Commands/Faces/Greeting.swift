import Glibc
import Platform
import ProbeClient
import Report

/// What `hprobe` says: `hello`, and on request the locale, the uptime in seconds, and the installed bundles.
struct Greeting {
  static let bundleDirectory = "/usr/share/clear/bundles"

  private(set) var text = "hello\n"

  /// - Throws: only for bundles, when their directory cannot be read. `root` stands before every path.
  init(locale: Bool, uptime: Bool, bundles: Bool, root: String = "") throws(SystemError) {
    if locale { text += "LC_ALL: \(Self.locale)\n" }
    if uptime { text += "uptime: \(Self.uptime(root))\n" }
    if bundles { add(bundles: try Files.names(in: root + Self.bundleDirectory).filter { !$0.hasPrefix(".") }) }
  }

  func record(_ classification: String) throws(OutgoingFault) -> OutgoingRecord {
    let subject: Classification, event: String
    do throws(ClassificationFault) { subject = try Classification(classification) } catch {
      throw .classification(error)
    }
    do throws(SystemError) { event = try Randomness.identifier() } catch { throw .system(error) }
    return try OutgoingRecord(subject, severity: 1, eventID: event, payload: Array(text.utf8))
  }

  /// A list that is too long ends in a line of dots. A name is put into the characters a payload may have.
  private mutating func add(bundles names: [String]) {
    let end = "\n..."
    text += "\nBundles (\(names.count)):\n"
    for name in names {
      let line = String(String.UnicodeScalarView(name.unicodeScalars.map { Self.isPlain($0) ? $0 : "?" })) + "\n"
      guard text.utf8.count + line.utf8.count + end.utf8.count <= OutgoingRecord.longestPayload else {
        text += end.dropFirst()
        return
      }
      text += line
    }
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool { (0x20...0x7E).contains(scalar.value) }

  private static var locale: String {
    guard let name = setlocale(LC_ALL, "") ?? setlocale(LC_ALL, nil) else { return "C" }
    let text = String(cString: name)
    return text.unicodeScalars.allSatisfy(isPlain) ? text : "C"
  }

  /// Whole seconds; 0 where the kernel does not tell.
  private static func uptime(_ root: String) -> String {
    let text = (try? Files.readText(root + "/proc/uptime", limit: 256)) ?? ""
    let seconds = text.prefix { $0.isASCII && $0.isNumber }
    return seconds.isEmpty ? "0" : String(seconds)
  }
}
