import Report

/// `osd crush dump`: counts, and the tunables.
struct CrushMap: Answer {
  private var map = JSON.null
  private var classes = Tally()
  private var devices = 0
  private var buckets = 0
  private var algorithms = Tally()
  private var types = Tally()
  private var sizes = Tally()

  var shape: JSONShape {
    .object([
      "types": .count, "rules": .count, "tunables": .whole, "choose_args": .members(.count),
      "devices": .list("device", .object(["class": .whole])),
      "buckets": .list("bucket", .object(["name": .whole, "type_id": .whole, "alg": .whole, "items": .count])),
    ])
  }

  mutating func take(_ piece: JSONPiece) {
    switch piece {
    case .document(let map): self.map = map
    case .element("device", _, let device):
      devices += 1
      classes.add(device["class"]?.stringValue ?? "")
    case .element(_, _, let bucket):
      buckets += 1
      // A shadow bucket repeats another for one class of devices.
      guard let name = bucket["name"]?.stringValue, !name.contains("~") else { return }
      algorithms.add(bucket["alg"]?.stringValue ?? "")
      types.add(String(bucket.int("type_id")))
      sizes.add(String(bucket.int("items")))
    }
  }

  func section() throws(SectionFault) -> JSON {
    for member in ["devices", "buckets"] { try map.list(member) }
    let choices = try map.object("choose_args")
    return .pairs([
      "num_devices": .int(devices), "num_types": .int(map.int("types")), "num_buckets": .int(buckets),
      "num_rules": .int(map.int("rules")), "device_classes": .array(classes.values.map { .int($0) }),
      "tunables": map.member("tunables").withoutTexts(except: ["profile", "minimum_required_version"]),
      "compat_weight_set": .bool(choices["-1"] != nil),
      "num_weight_sets": .int(choices.count), "bucket_algs": algorithms.json, "bucket_sizes": sizes.json,
      "bucket_types": types.json,
    ])
  }
}
