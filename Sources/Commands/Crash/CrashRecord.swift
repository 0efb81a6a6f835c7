import Platform
import ProbeClient
import Report

/// What is told about a crash: a record of a program, made by the rules of telemetrics-client's crashprobe.
struct CrashRecord: Equatable {
  var classification: String
  var severity: Int
  var payload: String

  static let build = CrashRecord(
    classification: "org.clearlinux/crash/clr-build", severity: 2, payload: "Crash from Clear package build\n")
  static let thirdParty = CrashRecord(
    classification: "org.clearlinux/crash/unknown", severity: 2, payload: "Crash from third party\n")

  /// The record for a program that is nobody's business: one that is being built, or that the system did not bring.
  /// nil for the system's own, and when the path is not known.
  static func withheld(path: String?) -> CrashRecord? {
    guard let path else { return nil }
    if path.hasPrefix("/builddir/build/BUILD/") { return .build }
    return path.hasPrefix("/usr/") && !path.hasPrefix("/usr/local/") ? nil : .thirdParty
  }

  /// The record with the stacks.
  init(_ crash: Crash, _ stacks: Stacks) {
    let isWhole = stacks.errors.isEmpty
    classification = isWhole ? "org.clearlinux/crash/clr" : "org.clearlinux/crash/error"
    severity = isWhole ? 3 : 4
    payload = CrashPayload.text(crash, stacks)
  }

  init(classification: String, severity: Int, payload: String) {
    self.classification = classification
    self.severity = severity
    self.payload = payload
  }

  /// The record as it goes over the probe socket, with the facts of this host.
  func outgoing() throws(OutgoingFault) -> OutgoingRecord {
    let subject: Classification, event: String
    do throws(ClassificationFault) { subject = try Classification(classification) } catch {
      throw .classification(error)
    }
    do throws(SystemError) { event = try Randomness.identifier() } catch { throw .system(error) }
    return try OutgoingRecord(subject, severity: severity, eventID: event, payload: Array(payload.utf8))
  }
}

/// What the kernel tells of a crash besides the core.
struct Crash: Equatable {
  /// The path of the program, or its name where that is all that is known.
  var process: String
  var signal: String?
}
