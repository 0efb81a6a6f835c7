import ClusterSource
import Glibc
import Platform
import Report
import TestSupport
import Testing

@Suite("Disks")
struct DiskTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private static let record = """
    {"smartctl": {"version": [7, 3], "exit_status": 0, "argv": ["smartctl", "-x", "/dev/disk/by-id/ata-ST8_ZA11XYZ9"],
      "output": ["Serial Number:    ZA11XYZ9", "LU WWN Device Id: 5 000c50 094d0aa11", "  SAS address = 0x5000c50094d0aa12",
        "Vendor log: za11xyz9 ok", "IEEE EUI-64:   001b44 8b4a5c6d7e", "Temperature: 33"]},
     "device": {"name": "/dev/sda", "info_name": "/dev/sda [SAT]"}, "model_name": "SEAGATE ST8000NM0075",
     "serial_number": "ZA11XYZ9", "logical_unit_id": "0x5000c50094d0aa11", "wwn": {"naa": 5, "oui": 3152, "id": 2496702993},
     "nvme_namespaces": [{"id": 1, "eui64": {"oui": 6980, "ext_id": 598222368126}, "nguid": "abcdef0123456789"}],
     "scsi_sas_port_0": {"phy_0": {"sas_address": "0x5000c50094d0aa12", "attached_sas_address": "0x500605b00af0aa13"}},
     "note": "seen as 0x500605B00AF0AA13 and wwn-0x5000c50094d0aa11 on vault-7", "temperature": {"current": 33}}
    """
  private static let needles = [
    "za11xyz9", "5000c50094d0aa11", "5000c50094d0aa12", "500605b00af0aa13", "2496702993", "094d0aa11", "94d0aa11",
    "abcdef0123456789", "598222368126", "8b4a5c6d7e", "vault-7",
  ]

  /// A smartctl that says what a test wants: a scan, and the record of `/dev/sda`.
  private func disks(
    _ record: String, status: Int = 0, scan: String = "[{\"name\":\"/dev/sda\",\"type\":\"sat\"}]"
  ) throws
    -> HostDisks
  {
    try scratch.write("record", record)
    let program = try scratch.write(
      "smartctl",
      """
      #!/bin/sh
      case $* in
        "--scan --json") echo '{"smartctl":{"version":[7,3]},"devices":\(scan)}' ;;
        "--json -x -d sat /dev/sda") cat '\(scratch.path)/record'; exit \(status) ;;
        *) echo '{"smartctl":{"exit_status":2}}'; exit 2 ;;
      esac
      """, mode: 0o755)
    return HostDisks(program: program)
  }

  private let now = Timestamp(milliseconds: 1_795_241_692_000)

  private func report(_ disks: HostDisks, _ store: PseudonymTable = PseudonymTable()) throws -> DeviceReport {
    try disks.report(host: "vault-7", now: now, store: store, runner: CommandRunner())
  }

  @Test("nothing that names a disk or the host is left anywhere; health is")
  func cleaned() throws {
    let store = PseudonymTable()
    let report = try report(try disks(Self.record), store)
    let body = JSONWriter.text(report.json).lowercased()
    for needle in Self.needles { #expect(!body.contains(needle), "\(needle)") }
    #expect(report.hosts.count == 1 && report.disks == 1 && report.unavailable.isEmpty)
    let disk = try #require(report.hosts[0].body.objectValue?.keys.first)
    #expect(disk.hasPrefix("SEAGATE_ST8000NM0075_"))
    let record = try #require(report.hosts[0].body[disk]?["20261121-061452"])
    #expect(record["temperature"]?["current"] == .int(33) && record["serial_number"] == .string("deleted"))
    #expect(record["host_id"] == .string(report.hosts[0].id))
    let lines = (record["smartctl"]?["output"]?.arrayValue ?? []).compactMap(\.stringValue)
    #expect(
      lines[0] == "Serial Number:    deleted" && lines[5] == "Temperature: 33" && lines[3] == "Vendor log: deleted ok")
    #expect(record["wwn"] == nil && record["logical_unit_id"] == nil)
    #expect(Set(store.entries.keys) == ["host/vault-7", "device/SEAGATE_ST8000NM0075_ZA11XYZ9"])
  }

  @Test("a sick disk is reported: what smartctl says with its status is no failure")
  func sick() throws {
    #expect(try report(try disks(Self.record, status: 216)).disks == 1)
  }

  @Test("a disk that cannot be opened, or answers nonsense, is left out and said; the others are there")
  func closed() throws {
    let scan =
      "[{\"name\":\"/dev/sda\",\"type\":\"sat\"},{\"name\":\"/dev/sdb\",\"type\":\"scsi\"},{\"x\":1},{\"name\":\"-rf\"},5]"
    let report = try report(try disks(Self.record, scan: scan))
    #expect(report.disks == 1 && report.unavailable == ["smartctl": "a disk cannot be opened"])
    let broken = try self.report(try disks("{\"smartctl\":"))
    #expect(broken.disks == 0 && broken.unavailable.count == 1)
  }

  @Test("without disks there is nothing; without smartctl there is a fault")
  func none() throws {
    #expect(try report(try disks("", scan: "[]")).hosts.isEmpty)
    #expect(throws: Explanation.self) { try report(HostDisks(program: "/nonexistent/smartctl")) }
  }

  @Test("a short or empty serial number does not spoil the other texts")
  func shortSerial() throws {
    let record = "{\"smartctl\":{},\"serial_number\":\"1\",\"model_name\":\"X1\",\"text\":\"v1.1 of 2011\"}"
    let report = try report(try disks(record))
    let disk = try #require(report.hosts.first?.body.firstMember)
    #expect(disk["20261121-061452"]?["text"] == .string("v1.1 of 2011"))
    #expect(disk["20261121-061452"]?["serial_number"] == .string("deleted"))
  }

  @Test(
    "the real smartctl can be asked",
    .enabled(if: ClusterCommand.executable("smartctl", path: "/usr/sbin:/usr/bin") != nil))
  func real() throws {
    let program = try #require(ClusterCommand.executable("smartctl", path: "/usr/sbin:/usr/bin"))
    let report = try report(HostDisks(program: program))
    #expect(report.hosts.count <= 1)
  }

  @Test("pseudonyms are random, of version 4, and stay")
  func pseudonyms() throws {
    let store = PseudonymTable()
    let made = try (0..<200).map { try store.pseudonym(.host, of: "h\($0)") }
    #expect(Set(made).count == 200)
    for uuid in made {
      #expect(
        uuid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil, "\(uuid)")
    }
    let again = PseudonymTable(store.entries)
    #expect(try again.pseudonym(.host, of: "h7") == made[7])
    #expect(try again.pseudonym(.device, of: "h7") != made[7])
  }

  @Test(
    "cluster disks without a place are passed over; one whose samples fail costs no other",
    .enabled(if: StoneCaptures.areThere))
  func clusterDisks() throws {
    let replay = try Replay()
    try replay.answer(
      "device ls",
      "echo '[{\"devid\":\"ACME_1\"},{\"devid\":\"ACME_2\",\"location\":[]},{\"devid\":\"--help\",\"location\":[{\"host\":\"h\"}]},"
        + "{\"devid\":\"ACME_M_GOODSERIAL\",\"location\":[{\"host\":\"vault-7\"}]},"
        + "{\"devid\":\"BADSERIAL\",\"location\":[{\"host\":\"vault-7\"}]},null]'")
    try replay.answer(
      "device get-health-metrics ACME_M_GOODSERIAL",
      "echo '{\"20261120-000000\":{\"a\":\"goodserial of vault-7\"},\"20261001-000000\":{},\"20261120-000001\":7}'")
    try replay.answer("device get-health-metrics BADSERIAL", "exit 22")
    let report = try replay.devices(at: "2026-11-21T06:47:23Z")
    #expect(report.disks == 1 && report.unavailable.count == 1)
    let host = try #require(report.hosts.first)
    #expect(
      host.body.firstMember
        == .pairs(["20261120-000000": .pairs(["a": .string("deleted of <host>"), "host_id": .string(host.id)])]))
  }
}
