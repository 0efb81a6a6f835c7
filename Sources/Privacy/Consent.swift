import Glibc
import Platform
import Report

/// What has been agreed to on this machine: the file `consent.json` of the state directory.
///
/// The file is the truth, for every process, at every moment: it is read again whenever something might leave. If it
/// cannot be read or parsed, or a newer version of the program wrote it, nothing leaves.
public enum Consent: Sendable, Equatable {
  case given([Destination: Agreement])
  case unreadable(Explanation)

  static let version: Int64 = 1

  public static func path(in stateDirectory: String) -> String { stateDirectory + "/consent.json" }

  /// What the file alone says. Never throws: what cannot be read is a consent that lets nothing through.
  public static func read(in stateDirectory: String) -> Consent {
    let path = path(in: stateDirectory)
    do throws(SystemError) {
      return parse(try Files.read(path, limit: 1 << 20), path)
    } catch {
      // No file is the ordinary case: nobody agreed to anything.
      if error.code == ENOENT { return .given([:]) }
      return .unreadable(error.explanation)
    }
  }

  /// What is agreed to at this moment: the file, and for `collector` what the old client's opt-in says beside it.
  public static func current(in stateDirectory: String, environment: Environment) -> Consent {
    switch read(in: stateDirectory) {
    case .given(let agreements): .given(OptIn(environment).applied(to: agreements))
    case .unreadable(let explanation): .unreadable(explanation)
    }
  }

  static func parse(_ bytes: [UInt8], _ path: String) -> Consent {
    func unreadable(_ what: String) -> Consent {
      .unreadable(
        Explanation(
          what, at: path, remedy: "agree again with `on`, or withdraw with `off`", exit: .badData))
    }
    guard let json = try? JSONReader.parse(bytes), let version = json["version"]?.intValue else {
      return unreadable("the consent file is damaged")
    }
    guard version == Self.version else { return unreadable("the consent file is of version \(version), not 1") }
    guard let members = json["destinations"]?.objectValue else { return unreadable("the consent file is damaged") }
    var agreements: [Destination: Agreement] = [:]
    for (name, value) in members {
      guard let destination = Destination(rawValue: name), let agreement = Agreement(value) else {
        return unreadable("the consent for `\(name)` is damaged")
      }
      agreements[destination] = agreement
    }
    return .given(agreements)
  }

  /// Replaces the file in one step (0600). An empty dictionary is a withdrawal of everything.
  public static func write(_ agreements: [Destination: Agreement], in stateDirectory: String) throws(SystemError) {
    var members = JSONObject()
    for destination in Destination.allCases {
      if let agreement = agreements[destination] { members[destination.rawValue] = agreement.json }
    }
    let json = JSON.pairs(["version": .int(version), "destinations": .object(members)])
    try Files.replace(path(in: stateDirectory), with: Array((JSONWriter.indented(json) + "\n").utf8), mode: 0o600)
  }

  /// The agreements, none while the file is unreadable.
  public var agreements: [Destination: Agreement] {
    if case .given(let agreements) = self { agreements } else { [:] }
  }
}
