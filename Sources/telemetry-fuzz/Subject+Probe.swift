import ProbeSocket
import Report

extension Subject {
  /// What programs send to the probe socket, in both framings and in pieces.
  static let probeMessage = Subject(
    name: "probe-message", corpus: messages, tokens: probeTokens + [0, 9, 13_500, 13_501].map(word)
  ) { bytes in
    let whole = decode([bytes[...]])
    // Two pieces and, for small ones, many: the same outcome.
    let cut = bytes.isEmpty ? 0 : Int(bytes[bytes.count / 2]) * bytes.count / 256
    guard decode([bytes[..<cut], bytes[cut...]]) == whole else { return "two pieces are another message" }
    if bytes.count < 600 {
      let single = decode(bytes.indices.map { bytes[$0...$0] })
      guard single == whole else { return "byte by byte it is another message" }
    }
    switch whole {
    case .record(let record): return check(record)
    case .unsaid: return "a bad reason"
    case .fault, .nothing: return nil
    }
  }

  /// Files of the old spool directory.
  static let spoolFile = Subject(
    name: "spool-file", corpus: files, tokens: probeTokens
  ) { bytes in
    do throws(ProbeFault) {
      let record = try SpoolFile.parse(bytes)
      guard record.size <= bytes.count else { return "a record larger than its file" }
      return check(record)
    } catch {
      return check(error)
    }
  }

  private enum Outcome: Equatable {
    case record(ProbeRecord)
    case fault(ProbeFault.Kind)
    /// A fault that says itself badly.
    case unsaid
    case nothing
  }

  private static func decode(_ pieces: [ArraySlice<UInt8>]) -> Outcome {
    var decoder = MessageDecoder()
    do throws(ProbeFault) {
      for piece in pieces {
        if let record = try decoder.feed(piece) { return .record(record) }
      }
      guard let record = try decoder.end() else { return .nothing }
      return .record(record)
    } catch {
      return check(error) == nil ? .fault(error.kind) : .unsaid
    }
  }

  private static func check(_ record: ProbeRecord) -> String? {
    guard (1...4).contains(record.severity), record.payload.count <= ProbeRecord.longestPayload else {
      return "a record out of its bounds"
    }
    guard !record.payload.contains(0) else { return "a NUL in the payload" }
    for (header, value) in record.headers where value.bytes.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\n") }) {
      return "\(header.name) holds the end of a line"
    }
    guard let text = record[.classification]?.bytes, Classification.fault(text) == nil else {
      return "a wrong classification"
    }
    guard record.configPath?.bytes.first ?? UInt8(ascii: "/") == UInt8(ascii: "/") else { return "a relative path" }
    return nil
  }

  private static func check(_ fault: ProbeFault) -> String? {
    let reason = fault.reason
    return reason.utf8.count < 1000 && reason.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? nil : "a bad reason"
  }

  // MARK: - Samples

  private static let headers = Array(
    """
    record_format_version: 4
    classification: org.example/hello/world
    severity: 1
    machine_id: FFFFFFFF
    creation_timestamp: 1795242521
    arch: x86_64
    host_type: a|b|c
    build: "12"
    kernel_version: 6.1.0
    payload_format_version: 1
    system_name: debian
    board_name: d|e
    cpu_model: AMD EPYC

    bios_version: f
    event_id: 24f4e6ec9da0fbb80765bf446dc28209

    """.utf8)

  private static func word(_ number: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: number)) { Array($0) }
  }

  private static func message(_ payload: String, config: String? = nil, old: Bool = false) -> [UInt8] {
    var field: [UInt8] = []
    if let config { field = Array("CFG:\(config)".utf8) + [0] }
    let counted = field.count + headers.count + payload.utf8.count + (old ? 0 : 9)
    var bytes = word(counted)
    bytes += field
    bytes += word(headers.count)
    bytes += headers
    bytes += Array(payload.utf8)
    return bytes + [0]
  }

  private static let messages: [[UInt8]] = [
    message("hello\n"), message(""), message("hello\n", old: true), message("longer than nine bytes", old: true),
    message("x", config: "/etc/a.conf"), message("longer than nine bytes", config: "/etc/a.conf", old: true),
    message(String(repeating: "p", count: 8192)), Array(message("cut off").dropLast(3)), [],
  ]

  private static let files: [[UInt8]] = [
    headers + Array("hello\n\n".utf8), headers + [UInt8(ascii: "\n")], headers, headers + [UInt8(ascii: "p")],
    Array("CFG:/etc/a.conf\n".utf8) + headers + Array("x\n".utf8), Array(headers.dropLast(30)), [],
  ]

  private static let probeTokens: [[UInt8]] = {
    let texts: [String] = [
      "CFG:", "CFG:/a", "\n", "\n\n", ": ", "/", "//", "record_format_version: 3\n", "record_format_version: 2\n",
      "severity: 9\n", "\r", "\u{1B}[31m", "é", String(repeating: "x", count: 60),
    ]
    let all = texts + ProbeHeader.allCases.map { "\($0.name): " }
    return all.map { Array($0.utf8) } + [[0], [0xFF], [0, 0, 0, 0]]
  }()
}
