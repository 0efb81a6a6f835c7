import Crypto
import Words

/// The report of a Stone or Ceph cluster (`PUT /report`).
public enum ClusterReportIntake {
  /// A repeat is the same report_id and report_timestamp. Whether its bytes are the same is for the caller to see, who
  /// has the report that was kept: `differs`.
  public static func arrival(_ body: [UInt8], received: Int64) throws(Refusal) -> Arrival {
    let object = try ReportBody.parse(body, depth: 5, wanted: ClusterSummary.wanted)
    guard let idValue = object["report_id"] else { throw Refusal("report_id is missing") }
    guard let idText = idValue.string else { throw Refusal("report_id is no string") }
    let id = try ReportBody.id(idText, "report_id")
    guard let stampValue = object["report_timestamp"] else { throw Refusal("report_timestamp is missing") }
    guard let stampText = stampValue.string, let stamp = Moment.microseconds(iso: stampText) else {
      throw Refusal(
        "report_timestamp is no time like 2026-11-21T06:17:28.451470: '\(Refusal.echo(stampValue.word ?? ""))'")
    }
    let report = Report(
      kind: .cluster, subject: id, stamp: Moment.seconds(microseconds: stamp), body: OldCrashes.cleaned(object, id: id),
      summary: ClusterSummary.figures(object))
    var identity = Identity("cluster")
    identity.add(id)
    identity.add(stamp)
    return Arrival(.report(report), identity: identity.bytes(), received: received)
  }

  /// What is told when a report_id and time come again with another content.
  public static func differs(_ report: Report) -> Refusal {
    Refusal("another report has the report_id and report_timestamp of this one: \(Refusal.echo(report.subject))")
  }
}

/// What old senders tell of a crash and should not: the host's name, and the name of the daemon, often the host's.
enum OldCrashes {
  /// The report's bytes, with `crashes` rewritten where that is needed: an object becomes a list, `utsname_hostname`
  /// goes, an `entity_name` whose id is no hash becomes one (SHA-1 of report_id, id, report_id).
  static func cleaned(_ object: JSONView, id: String) -> [UInt8] {
    guard let crashes = object["crashes"], crashes.isObject || crashes.isArray else { return object.bytes }
    var isChanged = crashes.isObject
    var list: [UInt8] = [UInt8(ascii: "[")]
    for (index, crash) in crashes.members.map(\.value).enumerated() {
      if index > 0 { list += ", ".utf8 }
      list += cleaned(crash, id: id, &isChanged)
    }
    list.append(UInt8(ascii: "]"))
    guard isChanged else { return object.bytes }
    let range = crashes.node.range
    return object.bytes[..<range.lowerBound] + list + object.bytes[range.upperBound...]
  }

  private static func cleaned(_ crash: JSONView, id: String, _ isChanged: inout Bool) -> [UInt8] {
    guard crash.isObject, crash["utsname_hostname"] != nil || hasPlainName(crash) else { return crash.source }
    isChanged = true
    var output: [UInt8] = [UInt8(ascii: "{")]
    for (key, value) in crash.members where key != "utsname_hostname" {
      if output.count > 1 { output += ", ".utf8 }
      var name = JSONOutput()
      name.string(key)
      output += name.bytes
      output += ": ".utf8
      if key == "entity_name", let text = value.string, let entity = hashed(text, id: id) {
        var written = JSONOutput()
        written.string(entity)
        output += written.bytes
      } else {
        output += value.source
      }
    }
    output.append(UInt8(ascii: "}"))
    return output
  }

  private static func hasPlainName(_ crash: JSONView) -> Bool {
    crash.members.contains { $0.key == "entity_name" && $0.value.string.flatMap { hashed($0, id: "") } != nil }
  }

  /// `mon.a` with its id hashed; nil where the id is a hash already, or there is none.
  private static func hashed(_ entity: String, id: String) -> String? {
    let parts = entity.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count != 40 else { return nil }
    let digest = Insecure.SHA1.hash(data: Array((id + parts[1] + id).utf8))
    return parts[0] + "." + digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}

extension Moment {
  static func seconds(microseconds: Int64) -> Int64 {
    microseconds >= 0 ? microseconds / 1_000_000 : (microseconds + 1) / 1_000_000 - 1
  }
}
