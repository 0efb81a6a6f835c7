import Platform
import TestSupport

/// Messages and files that real versions of telemetrics-client wrote.
enum Captures {
  static let directory = InfoCaptures.packageRoot + "/Tests/Fixtures/telemetrics"

  static let messages = [
    "v1163-hprobe-old-framing", "v235-hprobe", "v243-hprobe-Hlu", "v243-hprobe-with-f-CFG", "v243-hprobe",
    "v243-payload-8187-accepted", "v243-record-gen-all-options", "v243-record-gen-empty-payload",
  ]

  static func message(_ name: String) throws -> [UInt8] { try Files.read("\(directory)/tm-socket-\(name).bin") }

  static func file(_ name: String) throws -> [UInt8] { try Files.read("\(directory)/tm-spool-file-\(name).txt") }
}
