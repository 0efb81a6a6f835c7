import Report

/// `tell osd.N perf histogram dump`: the histograms of the group `osd`.
struct HistogramDump: Answer {
  private(set) var histograms = JSONObject()

  var shape: JSONShape { .object(["osd": .members(.object(["axes": .whole, "values": .whole]))]) }

  mutating func take(_ piece: JSONPiece) {
    if case .document(let dump) = piece, let found = dump["osd"]?.objectValue { histograms = found }
  }

  /// Histograms of the same axes together: name, axes, and the values of each OSD.
  static func section(_ dumps: [(osd: Int64, dump: HistogramDump)]) -> JSON {
    var groups: [(key: String, histograms: JSONObject)] = []
    for (osd, dump) in dumps {
      for (name, histogram) in dump.histograms {
        guard let axes = histogram["axes"]?.arrayValue?.map(axis), let values = histogram["values"]?.withoutTexts()
        else { continue }
        let key = JSONWriter.text(.array(axes))
        let index: Int
        if let known = groups.firstIndex(where: { $0.key == key }) {
          index = known
        } else {
          index = groups.count
          groups.append((key, JSONObject()))
        }
        var entries = groups[index].histograms[name]?["osds"]?.arrayValue ?? []
        entries.append(.pairs(["osd_id": .int(osd), "values": values]))
        groups[index].histograms[name] = .pairs(["axes": .array(axes), "osds": .array(entries)])
      }
    }
    return .array(groups.map { .object($0.histograms) })
  }

  private static func axis(_ axis: JSON) -> JSON {
    var object = JSONObject()
    for key in ["buckets", "min", "name", "quant_size", "scale_type"] { object[key] = axis[key] }
    object["ranges"] = .array(
      (axis["ranges"]?.arrayValue ?? []).map { .array([$0.member("min"), $0.member("max")]) })
    return .object(object)
  }
}
