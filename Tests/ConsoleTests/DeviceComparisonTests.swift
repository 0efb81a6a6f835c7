import Agent
import Platform
import Report
import Testing

@testable import Console
@testable import console_probe

@Suite("What changed in a device report of many hosts")
struct DeviceComparisonTests {
  private static func sample(_ disk: String, _ time: String, _ temperature: Int) -> (String, JSON) {
    (disk, .pairs([time: .pairs(["temperature": .int(temperature)])]))
  }

  private static func body(_ disks: (String, JSON)...) -> JSON {
    var object = JSONObject()
    for (disk, samples) in disks { object[disk] = samples }
    return .object(object)
  }

  private static let before = [
    body(sample("A_1", "20261120-000000", 30), sample("A_2", "20261120-000000", 31)),
    body(sample("B_1", "20261120-000000", 40), ("B_2", .object(JSONObject()))),
  ]
  private static let now = [
    body(sample("B_1", "20261120-000000", 41), sample("B_2", "20261121-000000", 42)),
    body(sample("A_1", "20261120-000000", 30), sample("A_3", "20261121-000000", 33)),
  ]

  @Test("disks are compared by their names, whichever host they stand with; what is gone stands last")
  func changes() {
    let labelled = Self.now.enumerated().map { (label: "host \($0.offset + 1) of 2" as String?, body: $0.element) }
    let lines = DeviceComparison.changes(since: Self.before, labelled).map(\.line)
    #expect(
      lines == [
        "~ host 1 of 2.B_1.20261120-000000.temperature: 40 -> 41",
        "+ host 1 of 2.B_2.20261121-000000.temperature: 42",
        "+ host 2 of 2.A_3.20261121-000000.temperature: 33",
        "- A_2.20261120-000000.temperature: 31",
      ])
    #expect(DeviceComparison.changes(since: Self.before, Self.before.map { (nil, $0) }).isEmpty)
    let plain = DeviceComparison.changes(since: [], [(nil, Self.now[1])]).map(\.path)
    #expect(plain == ["A_1.20261120-000000.temperature", "A_3.20261121-000000.temperature"])
  }

  private static func request(_ body: JSON) -> Preview {
    var preview = Samples.preview(.device, body: JSONWriter.bytes(body))
    preview.fields = (body.objectValue ?? JSONObject()).flatMap { disk, samples in
      (samples.objectValue ?? JSONObject()).flatMap { time, record in
        (record.objectValue ?? JSONObject()).map { key, value in
          Preview.Field(path: [disk, time, key], value: value, hiding: .plain)
        }
      }
    }
    return preview
  }

  private func rig(_ requests: [JSON], since others: [[UInt8]]?) -> Rig {
    var status = Samples.status
    status.destinations = [
      DestinationStatus(destination: .device, url: "https://telemetry.stone.example/device", state: .on)
    ]
    let rig = Rig(status: status, columns: 200, rows: 40)
    var shown = Self.request(requests[0])
    shown.others = requests.dropFirst().map(Self.request)
    rig.handle.preview = { _, _ in .preview(shown) }
    rig.handle.lastSent = { destination in
      var detail = Samples.lastSent(destination)
      detail.request?.body = JSONWriter.bytes(Self.before[0])
      detail.others = others
      return .record(detail)
    }
    return rig
  }

  @Test("c lists what changed of every host, with what it was, and what is gone")
  func everyHost() throws {
    let text = try rig(Self.now, since: [JSONWriter.bytes(Self.before[1])]).run("wait-idle\nkey 3\nwait-idle\nkey c")
      .canvas.text
    #expect(text.contains("host 1 of 2.B_1") && text.contains("41   was 40") && text.contains("host 1 of 2.B_2"))
    #expect(text.contains("host 2 of 2.A_3") && text.contains("A_2") && text.contains("removed"))
    #expect(!text.contains("A_1"))
    // One host is left of two.
    let one = try rig([Self.now[1]], since: [JSONWriter.bytes(Self.before[1])]).run(
      "wait-idle\nkey 3\nwait-idle\nkey c"
    ).canvas
      .text
    #expect(one.contains("A_3") && one.contains("B_1") && !one.contains("A_1") && !one.contains("host 1"))
  }

  @Test("the channels count the fields of every host")
  func channelFields() throws {
    try rig(Self.now, since: []).run("wait-idle\nkey 4\nwait-idle\nkey Down\nkey Down\nexpect 4 fields of the next")
  }

  @Test("nothing new says so; a report that is not kept whole is not compared, and it is said what can be done")
  func nothing() throws {
    try rig(Self.before, since: [JSONWriter.bytes(Self.before[1])]).run(
      "wait-idle\nkey 3\nwait-idle\nkey c\nexpect nothing differs from the last report that was sent")
    try rig(Self.now, since: nil).run(
      "wait-idle\nkey 3\nwait-idle\nkey c\nexpect not kept whole\nexpect :diff --to device")
  }
}
