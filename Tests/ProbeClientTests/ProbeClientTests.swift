import CPlatform
import Glibc
import Platform
import ProbeClient
import Report
import TestSupport
import Testing

/// Records as programs make them, and their way to the service.
@Suite("The sending side of the probe socket") struct ProbeClientTests {
  private static let captures = InfoCaptures.packageRoot + "/../shared/fixtures/telemetrics/"
  private static let event = "0123456789abcdef0123456789abcdef"

  /// The host the captures were made on.
  private func host() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("proc/cpuinfo", "processor\t: 0\nmodel name\t: AMD EPYC\n")
    try scratch.write("usr/lib/os-release", "VERSION_ID=\"12\"\nID=debian\n")
    return scratch
  }

  private func record(
    _ host: Scratch, _ classification: String = "a/b/c", severity: Int = 1, version: UInt32 = 1, event: String = event,
    payload: [UInt8] = []
  ) throws -> OutgoingRecord {
    try OutgoingRecord(
      Classification(classification), severity: severity, payloadVersion: version, eventID: event, payload: payload,
      facts: ProbeFacts(root: host.path))
  }

  @Test("a record is the bytes the old library wrote, but for time and kernel", .enabled(if: Files.exists(captures)))
  func sameAsOld() throws {
    let made = try record(try host(), severity: 4, version: 7, payload: Array("x".utf8))
    let old = try Files.read(Self.captures + "tm-socket-v243-record-gen-all-options.bin")
    let size = old[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let lines = String(decoding: old[8..<(8 + size)], as: UTF8.self).split(separator: "\n").map(String.init)
    for (line, header) in zip(lines, ProbeHeader.allCases) {
      if header == .creationTimestamp || header == .kernelVersion {
        #expect(line.hasPrefix("\(header.name): "))
      } else {
        #expect(line == "\(header.name): \(made[header])")
      }
    }
    let message = try ProbeMessage.encode(made)
    #expect(Array(message.suffix(2)) == Array(old.suffix(2)))
    #expect(message.count == 8 + made.headerBlock.count + 2)
    #expect(Array(message[8..<(message.count - 2)]) == made.headerBlock)
    #expect(message[0..<4].reversed().reduce(0) { $0 << 8 | Int($1) } == message.count)
    #expect(message[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) } == made.headerBlock.count)
  }

  @Test("a configuration named by the program stands before the headers")
  func override() throws {
    let made = try record(try host())
    let message = try ProbeMessage.encode(made, configFile: "/etc/x.conf")
    #expect(Array(message[4..<20]) == Array("CFG:/etc/x.conf\0".utf8))
    #expect(message.count == (try ProbeMessage.encode(made)).count + 16)
  }

  @Test("facts are whole, and missing ones have their words")
  func facts() throws {
    let host = try host()
    for (name, text) in ["sys_vendor": "QEMU\n", "product_name": "Standard PC (Q35)\n", "product_version": "  \n"] {
      try host.write("sys/class/dmi/id/\(name)", text)
    }
    try host.write("etc/os-release", "ID=\"a b\" \nVERSION_ID=\nVARIANT_ID=x\u{7}y\n")
    let full = try record(host)
    #expect(full[.hostType] == "QEMU|Standard PC (Q35)|blank")
    #expect(full[.systemName] == "\"a b\"_x y" && full[.build] == "0")
    let empty = try record(try Scratch())
    #expect(empty[.hostType] == "no_sv_file|no_pn_file|no_pvr_file" && empty[.biosVersion] == "no_bv_file")
    #expect(empty[.systemName] == "unknown" && empty[.build] == "0" && empty[.cpuModel] == "blank")
    #expect(empty[.boardName] == "no_bn_file|no_bv_file")
  }

  @Test("facts at their longest still fit the header block")
  func longFacts() throws {
    let host = try Scratch()
    let long = String(repeating: "é", count: 3000)
    let names = ["sys_vendor", "product_name", "product_version", "board_name", "board_vendor", "bios_version"]
    for name in names { try host.write("sys/class/dmi/id/\(name)", long) }
    try host.write("etc/os-release", "ID=\(long)\nVERSION_ID=\(long)\nVARIANT_ID=\(long)\n")
    try host.write("proc/cpuinfo", "model name : \(long)\n")
    let classification = [41, 39, 40].map { String(repeating: "c", count: $0) }.joined(separator: "/")
    let made = try record(host, classification, payload: [UInt8](repeating: 0x78, count: 8192))
    #expect(try ProbeMessage.encode(made).count <= ProbeMessage.longest)
  }

  @Test("what the library refuses is refused here, with where and why")
  func refused() throws {
    let host = try Scratch()
    #expect(throws: OutgoingFault.payloadByte(0x1B, offset: 2)) { try record(host, payload: [0x61, 0x0A, 0x1B]) }
    #expect(throws: OutgoingFault.payloadByte(0, offset: 0)) { try record(host, payload: [0]) }
    #expect(throws: OutgoingFault.payloadTooLong(8193)) {
      try record(host, payload: [UInt8](repeating: 0x78, count: 8193))
    }
    #expect(throws: OutgoingFault.eventID(.length(3))) { try record(host, event: "abc") }
    #expect(throws: OutgoingFault.eventID(.character("A", offset: 10))) {
      try record(host, event: "0123456789ABCDEF0123456789abcdef")
    }
    #expect(try record(host, payload: Array("\t\n\u{0B}\u{0C}\r ~".utf8)).payload.count == 7)
    #expect(try record(host, severity: 9)[.severity] == "4" && record(host, severity: -1)[.severity] == "1")
  }

  @Test("a message arrives whole; without a service, or with one that hangs, sending fails and says where")
  func sending() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/socket"
    let message = try ProbeMessage.encode(try record(scratch, payload: [UInt8](repeating: 0x78, count: 8192)))
    #expect(throws: OutgoingFault.unreachable(SystemError("connect", path, code: ENOENT))) {
      try ProbeClient.send(message, socketPath: path)
    }
    let listener = Descriptor(adopting: cp_unix_listen(path, 0o600, 0))
    try ProbeClient.send(message, socketPath: path)
    // That connection fills the queue.
    #expect(throws: OutgoingFault.unreachable(SystemError("connect", path, code: EAGAIN))) {
      try ProbeClient.send(message, socketPath: path)
    }
    let accepted = Descriptor(adopting: cp_accept(listener.raw))
    #expect(fcntl(accepted.raw, F_SETFL, 0) == 0)
    #expect(try accepted.readAll(limit: 1 << 20, from: path) == message)
  }
}
