import Foundation

/// What smartctl said of a device, as far as the sample tells it.
struct DeviceFigures {
  var temperature = "–"
  var hours = "–"
  var capacity = "–"
  var firmware = "–"
  var judged = Markup.text("–")

  init(_ body: [UInt8]) {
    guard body.count < 4_000_000,
      let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    else { return }
    func number(_ outer: String, _ inner: String) -> Int64? {
      ((object[outer] as? [String: Any])?[inner] as? NSNumber)?.int64Value
    }
    if let degrees = number("temperature", "current") { temperature = "\(degrees) °C" }
    if let powered = number("power_on_time", "hours") { hours = "\(Figures.count(Int(powered))) h" }
    if let bytes = number("user_capacity", "bytes") { capacity = Figures.bytes(bytes) }
    if let text = object["firmware_version"] as? String { firmware = text }
    if let passed = (object["smart_status"] as? [String: Any])?["passed"] as? Bool {
      judged = Markup(html: passed ? "<span class=\"badge\">passed</span>" : "<span class=\"badge sev4\">failed</span>")
    }
  }
}
