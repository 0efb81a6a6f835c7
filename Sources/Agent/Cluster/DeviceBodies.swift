import Platform
import Report

/// The requests of a device report as one value.
public enum DeviceBodies {
  /// Host to disk to time to record.
  public static func byHost(_ previews: [Preview]) throws(Explanation) -> JSON {
    var hosts = JSONObject()
    for (index, preview) in previews.enumerated() {
      hosts[preview.host ?? "host \(index + 1)"] = try parsed(preview.record.request.body)
    }
    return .object(hosts)
  }

  /// Disk to time to record, of all hosts: disks have names of their own.
  public static func byDisk(_ bodies: [[UInt8]]) throws(Explanation) -> JSON {
    var disks = JSONObject()
    for body in bodies { add(try parsed(body), to: &disks) }
    return .object(disks)
  }

  /// The same of one value, with the disks below their hosts or without.
  public static func byDisk(_ json: JSON) -> JSON {
    var disks = JSONObject()
    add(json, to: &disks)
    return .object(disks)
  }

  /// `show-device` prints the disks below their hosts; bodies have none.
  private static func add(_ json: JSON, to disks: inout JSONObject) {
    for (name, value) in json.objectValue ?? JSONObject() {
      let members = value.objectValue ?? JSONObject()
      if !members.isEmpty, members.allSatisfy({ !isTime($0.key) }) {
        for (disk, samples) in members { disks[disk] = samples }
      } else {
        disks[name] = value
      }
    }
  }

  /// `20261121-061728`
  private static func isTime(_ text: String) -> Bool {
    text.utf8.count == 15
      && text.utf8.enumerated().allSatisfy { index, byte in
        index == 8 ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
  }

  private static func parsed(_ body: [UInt8]) throws(Explanation) -> JSON {
    do throws(JSONFault) { return try JSONReader.parse(body) } catch { throw error.explanation }
  }
}
