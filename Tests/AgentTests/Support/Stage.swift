import Glibc
import HostSource
import InfoProtocol
import Outbox
import Platform
import Privacy
import Report
import Settings
import TestSupport

@testable import Agent

/// A state directory, a configuration file and a described machine, gone with the test.
final class Stage {
  let scratch: Scratch
  let environment: Environment

  init(_ configuration: String = Stage.plain, environment variables: [String: String] = [:]) throws {
    scratch = try Scratch()
    environment = Environment(
      variables: scratch.oldClient.merging(variables) { $1 }, effectiveUser: geteuid())
    try configure(configuration)
  }

  static let plain = "[main]\nhome-url = http://127.0.0.1:9\nemail = admin@example.com\n"

  var configPath: String { scratch.path + "/telemetry.conf" }
  var state: String { scratch.path + "/state" }

  func configure(_ text: String) throws { try scratch.write("telemetry.conf", text) }

  /// The settings as a process that starts now reads them.
  func settings() throws -> AgentSettings {
    try AgentSettings.load(configPath: configPath, stateDirectory: state, environment: environment)
  }

  func outbox() throws -> Outbox { try Outbox(directory: state, access: .readWrite) }

  func actions() throws -> ConsentActions { ConsentActions(try settings()) }

  /// Consent as `telemetry-tui on` gives it, `since` a moment long ago.
  func agree(
    _ channels: [Channel] = [.basic, .crash, .device, .event], since: Timestamp = Timestamp(seconds: 1)
  ) throws {
    let agreement = Agreement(
      uid: 0, name: "root", at: since, since: since, url: "", channels: channels, licence: nil,
      revision: FieldRegistry.revision)
    try Files.makeDirectory(state, mode: 0o700)
    try Consent.write([.home: agreement], in: state)
  }

  /// A machine with memory, two processors and firmware tables, some of which name it.
  func machine(serial: String = "S-4711", uuid: String = "0000-4711", model: String = "KVM") throws -> HostSource {
    let root = scratch.path + "/machine"
    try scratch.write("machine/proc/meminfo", "MemTotal:  24689668 kB\nHugePages_Total:  0\n")
    let processor =
      "vendor_id : GenuineIntel\ncpu family : 6\nmodel name : Xeon\nSerial : \(serial)\nflags : sse sse2\n"
    try scratch.write("machine/proc/cpuinfo", "processor : 0\n\(processor)\nprocessor : 1\n\(processor)")
    try scratch.write("machine/etc/os-release", "ID=debian\nVERSION_ID=12\n")
    let firmware = [
      "bios_vendor": "SeaBIOS", "product_name": model, "product_serial": serial, "board_serial": serial,
      "product_uuid": uuid, "chassis_asset_tag": serial,
    ]
    for (name, text) in firmware { try scratch.write("machine/sys/devices/virtual/dmi/id/\(name)", text + "\n") }
    return HostSource(root: root)
  }

  /// A composer with the consent of this moment.
  func composer(_ host: HostSource? = nil) throws -> ReportComposer {
    let settings = try settings()
    return ReportComposer(
      settings: settings, pseudonyms: try settings.pseudonyms(), gate: settings.gate(), host: try host ?? machine())
  }

  /// The report as if everything were on.
  func report(_ answers: NodeAnswers, isFull: Bool = true, host: HostSource? = nil) throws -> Preview {
    try composer(host).report(
      answers, isFull: isFull, hypothetical: .init(channels: Set(Channel.allCases)),
      now: Timestamp(seconds: 1_800_000_000))
  }
}

extension Preview {
  /// The body, read.
  var json: JSON { (try? JSONReader.parse(record.request.body)) ?? .null }
  var text: String { String(decoding: record.request.body, as: UTF8.self) }
  var keys: [String] { json.objectValue?.keys ?? [] }
}
