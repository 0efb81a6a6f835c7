import ArgumentParser
import Glibc
import Platform
import Privacy
import ProbeClient
import Report

/// `telem-record-gen`: hands over one record that the caller describes. Its messages are the old program's.
struct RecordGeneratorCommand: FaceCommand, Command {
  static let face = Face.recordGenerator
  static let configuration = CommandConfiguration(
    commandName: face.rawValue, abstract: "Make a record and hand it to the service.",
    discussion: "As the program of that name in telemetrics-client. The payload comes from an option or from standard "
      + "input.",
    version: Version.number)

  static let options: [FaceOption] = [
    FaceOption("s", "severity", value: true), FaceOption("c", "class", value: true),
    FaceOption("p", "payload", value: true), FaceOption("P", "payload-file", value: true),
    FaceOption("R", "record-version", value: true), FaceOption("e", "event-id", value: true),
    FaceOption("f", "config-file", "config_file", value: true), FaceOption("o", "echo"), FaceOption("n", "no-post"),
  ]

  @OptionGroup var global: GlobalOptions
  @Option(
    name: [.customShort("c"), .customLong("class")], parsing: .unconditional,
    help: ArgumentHelp("What it is about, as most/to/least specific.", valueName: "class"))
  var classification: String?
  @Option(
    name: [.customShort("s"), .customLong("severity")], parsing: .unconditional,
    help: ArgumentHelp("1, low, to 4, critical; 1 without it.", valueName: "1-4"),
    completion: .list(["1", "2", "3", "4"]))
  var severity: String?
  @Option(
    name: [.customShort("p"), .customLong("payload")], parsing: .unconditional,
    help: ArgumentHelp("The payload itself.", valueName: "text"))
  var payload: String?
  @Option(
    name: [.customShort("P"), .customLong("payload-file")], parsing: .unconditional,
    help: ArgumentHelp("The file the payload is in; wins over -p.", valueName: "file"), completion: .file())
  var payloadFile: String?
  @Option(
    name: [.customShort("R"), .customLong("record-version")], parsing: .unconditional,
    help: ArgumentHelp("A number of yours for the form of the payload; 1 without it.", valueName: "number"))
  var recordVersion: String?
  @Option(
    name: [.customShort("e"), .customLong("event-id")], parsing: .unconditional,
    help: ArgumentHelp("32 digits of 0123456789abcdef; random without it.", valueName: "id"))
  var eventID: String?
  @Option(
    name: [.customShort("f"), .customLong("config-file")], parsing: .unconditional,
    help: ArgumentHelp("The configuration that names the socket, also for the service.", valueName: "file"),
    completion: .file())
  var configFile: String?
  @Flag(name: [.customShort("o"), .customLong("echo")], help: "Print the record.") var echo = false
  @Flag(name: [.customShort("n"), .customLong("no-post")], help: "Do not hand it over; needs no opt-in.")
  var noPost = false

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let configFile, !Self.isUsable(configFile: configFile) { return fail("Configuration file path not valid") }
    let classification: Classification, severity: Int, version: UInt32, event: String
    do throws(RecordGeneratorFault) {
      severity = try RecordGeneratorFault.severity(self.severity)
      version = try RecordGeneratorFault.recordVersion(recordVersion)
      event = try RecordGeneratorFault.eventID(eventID)
      classification = try RecordGeneratorFault.classification(self.classification)
    } catch {
      return fail(error.text)
    }
    guard let payload = try readPayload(context) else {
      return fail("Error: file \(payloadFile ?? "") could not be opened for reading")
    }
    do throws(OutgoingFault) {
      let record = try OutgoingRecord(
        classification, severity: severity, payloadVersion: version, eventID: event, payload: payload)
      if echo { print(record) }
      return noPost ? .done : try send(record, context)
    } catch {
      var explanation = error.explanation
      explanation.exit = .failed
      throw explanation
    }
  }

  /// nil when the named file cannot be read. Longer ones are cut, which is said.
  private func readPayload(_ context: CommandContext) throws(Explanation) -> [UInt8]? {
    let limit = OutgoingRecord.longestPayload
    var bytes: [UInt8]
    if let payloadFile {
      guard let content = try? Files.read(payloadFile, limit: limit + 1) else { return nil }
      bytes = content
    } else if let payload {
      bytes = Array(payload.utf8)
    } else {
      do throws(SystemError) {
        let input = Descriptor(adopting: dup(STDIN_FILENO))
        bytes = try input.readAll(limit: limit + 1, from: "standard input")
      } catch {
        throw error.explanation
      }
    }
    if bytes.count > limit {
      Output.complain(
        "payload cut to \(limit) bytes: \(payloadFile ?? "payload"): the rest is not sent", as: Self.face.rawValue)
      bytes = Array(bytes.prefix(limit))
    }
    return bytes
  }

  private func print(_ record: OutgoingRecord) {
    let bytes = record.headerBlock + record.payload + [UInt8(ascii: "\n")]
    guard Output.isTerminal else { return Output.write(bytes) }
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
      Output.line(String(decoding: line, as: UTF8.self))
    }
  }

  private func send(_ record: OutgoingRecord, _ context: CommandContext) throws(OutgoingFault) -> ExitStatus {
    guard OptIn(context.environment).isGiven else {
      return fail("Unable to send record. Make sure to opt-in to telemetry first 'telemctl opt-in'")
    }
    let message = try ProbeMessage.encode(record, configFile: configFile)
    let path: String
    do throws(Explanation) {
      path = try ProbeSocketPath.configured(configFile, context)
    } catch {
      Output.complain(error.line, as: Self.face.rawValue)
      return error.exit
    }
    do throws(OutgoingFault) {
      try ProbeClient.send(message, socketPath: path)
    } catch {
      guard case .unreachable(let failure) = error else { throw error }
      return fail("Failed to get socket fd: \(ProbeSocketPath.reason(failure.code))")
    }
    return .done
  }
}
