import Report

/// How a device report differs from the one before. Its requests are one a host and bodies do not name their hosts, so
/// disks are compared with each other by their names, whichever request they stand in.
enum DeviceComparison {
  /// `before`: the bodies of the last report. `now`: those of this one, with what stands before their paths. What is
  /// gone stands last, by the name of its disk.
  static func changes(since before: [JSON], _ now: [(label: String?, body: JSON)]) -> [JSONDifference] {
    var old: [String: JSON] = [:], names: [String] = []
    for body in before {
      for (disk, samples) in body.objectValue ?? JSONObject() where old.updateValue(samples, forKey: disk) == nil {
        names.append(disk)
      }
    }
    var changed: [JSONDifference] = [], removed: [JSONDifference] = []
    for (label, body) in now {
      for (disk, samples) in body.objectValue ?? JSONObject() {
        let earlier = old.removeValue(forKey: disk)
        for var change in between(disk, earlier, samples) {
          if change.kind == .removed {
            removed.append(change)
          } else {
            if let label { change.path = FieldRegistry.joined([label, change.path]) }
            changed.append(change)
          }
        }
      }
    }
    for name in names { if let samples = old[name] { removed += between(name, samples, nil) } }
    return changed + removed
  }

  private static func between(_ disk: String, _ before: JSON?, _ after: JSON?) -> [JSONDifference] {
    func whole(_ samples: JSON?) -> JSON { samples.map { .pairs([disk: $0]) } ?? .object(JSONObject()) }
    // The object of no disk is no field, and a disk that had no sample and has one now is not gone.
    return JSONDifference.between(whole(before), whole(after)).filter {
      !$0.path.isEmpty && !($0.kind == .removed && $0.path == disk && after != nil)
    }
  }
}
