import Words

@testable import Intake

/// A valid version 4 record's headers, as telemetrics-client 2.3.5 sends them.
let goodHeaders: [(name: String, value: String)] = [
  ("record_format_version", "4"), ("classification", "org.clearlinux/hello/world"), ("severity", "1"),
  ("machine_id", "5e3ec3544778c785c96a54beadc7966b"), ("creation_timestamp", "1795241252"), ("arch", "x86_64"),
  ("host_type", "no_sv_file|no_pn_file|no_pvr_file"), ("build", "\"12\""), ("kernel_version", "6.18.44-fc-v657"),
  ("payload_format_version", "1"), ("system_name", "debian"), ("board_name", "no_bn_file|no_bv_file"),
  ("cpu_model", "AMD EPYC"), ("bios_version", "no_bv_file"), ("event_id", "1d02deb60b7c07e5370e98b23c750a6a"),
  ("X-Telemetry-TID", TenantPolicy.standardTenant), ("Content-Type", "application/text"), ("Host", "127.0.0.1"),
]

/// The good headers with some replaced (nil: left out).
func headers(_ changes: [String: String?]) -> [(name: String, value: String)] {
  var headers = goodHeaders.filter { changes[$0.name] == nil }
  for (name, value) in changes {
    if let value { headers.append((name, value)) }
  }
  return headers
}

/// The refusal's message, nil where the record is taken.
func refusal(_ changes: [String: String?], payload: [UInt8] = Array("hello\n".utf8)) -> String? {
  do throws(Refusal) {
    _ = try RecordIntake().record(headers: headers(changes), body: payload)
    return nil
  } catch {
    return error.message
  }
}

func json(_ text: String) -> [UInt8] { Array(text.utf8) }

extension Arrival {
  var report: Report? { if case .report(let report) = content { report } else { nil } }
  var sample: DeviceSample? { if case .device(let sample) = content { sample } else { nil } }
}
