/// The figures of a cluster's report. All are texts; one that the report does not tell is not there.
///
/// | key | what |
/// |---|---|
/// | `version` | the version most daemons run, `16.2.15` |
/// | `versions` | how many different versions run |
/// | `created` | when the cluster was made, as it was sent |
/// | `mons`, `osds`, `mdss`, `rgws` | daemons of a kind |
/// | `hosts`, `pools`, `pgs`, `filesystems`, `images` | how many |
/// | `total_bytes`, `used_bytes`, `avail_bytes` | capacity |
/// | `crashes` | how many are told |
/// | `channels` | those that are on, with commas |
/// | `organization`, `description`, `contact` | who reports, only with the channel ident |
/// | `leaderboard`, `license` | what was agreed to |
enum ClusterSummary {
  static let wanted: Set<String> = [
    "report_id", "report_timestamp", "created", "channels", "license", "leaderboard", "organization", "description",
    "contact", "crashes", "fs", "hosts", "metadata", "mon", "osd", "pools", "rbd", "rgw", "usage",
  ]

  static func figures(_ object: JSONView) -> [String: String] {
    var figures: [String: String] = [:]
    func set(_ name: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      figures[name] = Figure.bounded(value)
    }
    let versions = versions(object["metadata"])
    set("version", versions.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key)
    set("versions", versions.isEmpty ? nil : String(versions.count))
    for name in ["created", "license", "leaderboard", "organization", "description", "contact"] {
      set(name, object[name]?.word)
    }
    set("channels", object["channels"]?.members.compactMap(\.value.string).joined(separator: ","))
    set("mons", object["mon"]?["count"]?.word)
    set("osds", object["osd"]?["count"]?.word)
    set("mdss", object["fs"]?["total_num_mds"]?.word)
    set("rgws", object["rgw"]?["count"]?.word)
    set("filesystems", object["fs"]?["count"]?.word)
    set("hosts", object["hosts"]?["num"]?.word)
    let usage = object["usage"]
    set("pools", usage?["pools"]?.word ?? object["pools"].map { String($0.count) })
    set("pgs", usage?["pg_num"]?.word ?? usage?["pg_num:"]?.word)
    set("total_bytes", usage?["total_bytes"]?.word)
    set("used_bytes", usage?["total_used_bytes"]?.word)
    set("avail_bytes", usage?["total_avail_bytes"]?.word)
    set("crashes", object["crashes"].map { String($0.count) })
    set("images", Figure.sum(object["rbd"]?["num_images_by_pool"]?.members.map { $0.value } ?? []))
    return figures
  }

  /// How many daemons run each version, from texts like `ceph version 16.2.15 (…) pacific (stable)`.
  private static func versions(_ metadata: JSONView?) -> [String: Int64] {
    var counts: [String: Int64] = [:]
    for kind in metadata?.members.map(\.value) ?? [] {
      for name in ["ceph_version", "stone_version"] {
        for (text, count) in kind[name]?.members ?? [] {
          let words = text.split(separator: " ")
          guard let version = words.count > 2 && words[1] == "version" ? words[2] : words.first else { continue }
          let total = counts[String(version), default: 0].addingReportingOverflow(count.integer ?? 1)
          counts[String(version)] = total.overflow ? .max : total.partialValue
        }
      }
    }
    return counts
  }
}
