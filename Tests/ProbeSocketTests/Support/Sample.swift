import Report

/// A message that is right in everything a test does not change.
struct Sample {
  var values: [ProbeHeader: String] = [
    .recordFormatVersion: "4", .classification: "org.example/test/record", .severity: "2", .machineID: "FFFFFFFF",
    .creationTimestamp: "1795241213", .architecture: "x86_64", .hostType: "a b|c|d", .build: "\"12\"",
    .kernelVersion: "6.1.0", .payloadFormatVersion: "1", .systemName: "debian", .boardName: "e|f",
    .cpuModel: "AMD EPYC", .biosVersion: "1.0", .eventID: "0123456789abcdef0123456789abcdef",
  ]
  var payload = Array("hello\n".utf8)
  var configPath: String?
  /// Instead of the lines made of `values`.
  var headerBlock: [UInt8]?

  init() {}

  init(_ change: (inout Sample) -> Void) { change(&self) }

  var headers: [UInt8] {
    headerBlock
      ?? ProbeHeader.allCases.flatMap { header in
        values[header].map { Array("\(header.name): \($0)\n".utf8) } ?? []
      }
  }

  private var configField: [UInt8] { configPath.map { Array("CFG:\($0)".utf8) + [0] } ?? [] }

  /// As libtelemetry 2.2.2 and later writes it.
  var message: [UInt8] { message(word: length) }

  /// As libtelemetry up to 2.2.1 writes it.
  var oldMessage: [UInt8] { message(word: length - 9) }

  /// Of the whole message.
  var length: Int { configField.count + headers.count + payload.count + 9 }

  /// With another first word.
  func message(word: Int, headerSize: Int? = nil) -> [UInt8] {
    Self.bytes(word) + configField + Self.bytes(headerSize ?? headers.count) + headers + payload + [0]
  }

  static func bytes(_ word: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: word)) { Array($0) }
  }
}
