import Words

/// A Stone device report (`PUT /device`): `{device: {YYYYMMDD-HHMMSS: sample}}`.
public enum DeviceReportIntake {
  private static let mostSamples = 100_000

  /// One arrival for each sample, none for an empty report. A repeat is the same device and time.
  public static func arrivals(_ body: [UInt8], received: Int64) throws(Refusal) -> [Arrival] {
    let object = try ReportBody.parse(body, depth: 3, wanted: nil)
    var arrivals: [Arrival] = []
    for (device, samples) in object.members {
      let name = try ReportBody.id(device, "the device")
      guard samples.isObject else { throw Refusal("the samples of a device are no object: \(Refusal.echo(device))") }
      for (stamp, sample) in samples.members {
        guard let seconds = Moment.seconds(stamp: stamp) else {
          throw Refusal("a sample's time is not YYYYMMDD-HHMMSS: '\(Refusal.echo(stamp))'")
        }
        guard arrivals.count < mostSamples else { throw Refusal("more than \(mostSamples) samples", status: 413) }
        var identity = Identity("device")
        identity.add(name)
        identity.add(seconds)
        let kept = DeviceSample(
          device: name, host: try host(sample["host_id"]), stamp: seconds, body: sample.source)
        arrivals.append(Arrival(.device(kept), identity: identity.bytes(), received: received))
      }
    }
    return arrivals
  }

  private static func host(_ value: JSONView?) throws(Refusal) -> String {
    guard let host = value?.string, !host.isEmpty else { return "" }
    return try ReportBody.id(host, "host_id")
  }
}
