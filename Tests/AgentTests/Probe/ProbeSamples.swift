import Platform
import ProbeSocket

/// Records as programs hand them over.
enum ProbeSamples {
  static func bytes(
    classification: String = "org.example/test/record", created: Int64 = Timestamp.now().seconds,
    event: String = String(repeating: "e", count: 32), payload: String = "hello\n", config: String? = nil
  ) -> [UInt8] {
    let headers = """
      record_format_version: 4
      classification: \(classification)
      severity: 2
      machine_id: FFFFFFFF
      creation_timestamp: \(created)
      arch: x86_64
      host_type: QEMU|Standard PC|1.0
      build: "12"
      kernel_version: 6.1.0
      payload_format_version: 1
      system_name: debian
      board_name: blank|blank
      cpu_model: AMD EPYC
      bios_version: 1.0
      event_id: \(event)

      """
    return Array(((config.map { "CFG:\($0)\n" } ?? "") + headers + payload + "\n").utf8)
  }

  static func record(
    classification: String = "org.example/test/record", created: Int64 = Timestamp.now().seconds,
    event: String = String(repeating: "e", count: 32), payload: String = "hello\n", config: String? = nil
  ) throws -> ProbeRecord {
    try SpoolFile.parse(
      bytes(classification: classification, created: created, event: event, payload: payload, config: config))
  }
}
