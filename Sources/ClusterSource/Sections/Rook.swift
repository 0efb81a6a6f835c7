import Report

/// `config-key dump rook/`: what the operator Rook says of its cluster. Versions and counts under fixed keys; whatever
/// else stands there is passed over. It takes a key that may do more than read.
struct RookKeys: Answer {
  private var values = JSON.null

  private static let keys = [
    "rook/version", "rook/kubernetes/version", "rook/csi/version", "rook/node/count/kubernetes-total",
    "rook/node/count/with-ceph-daemons", "rook/node/count/with-csi-rbd-plugin",
    "rook/node/count/with-csi-cephfs-plugin", "rook/node/count/with-csi-nfs-plugin",
    "rook/usage/storage-class/count/total", "rook/usage/storage-class/count/rbd",
    "rook/usage/storage-class/count/cephfs", "rook/usage/storage-class/count/nfs",
    "rook/usage/storage-class/count/bucket", "rook/cluster/storage/device-set/count/total",
    "rook/cluster/storage/device-set/count/portable", "rook/cluster/storage/device-set/count/non-portable",
    "rook/cluster/mon/count", "rook/cluster/mon/allow-multiple-per-node", "rook/cluster/mon/max-id",
    "rook/cluster/mon/pvc/enabled", "rook/cluster/mon/stretch/enabled", "rook/cluster/network/provider",
    "rook/cluster/external-mode",
  ]

  var shape: JSONShape { .object(Dictionary(Self.keys.map { ($0, JSONShape.whole) }, uniquingKeysWith: { $1 })) }

  mutating func take(_ piece: JSONPiece) { if case .document(let values) = piece { self.values = values } }

  /// The keys as nested objects, `null` where the cluster has none.
  func section() -> JSON {
    Self.keys.reduce(JSON.object(JSONObject())) { tree, key in
      Self.adding(values.member(key), at: key.split(separator: "/").dropFirst().map(String.init), to: tree)
    }
  }

  private static func adding(_ value: JSON, at path: [String], to tree: JSON) -> JSON {
    guard let first = path.first else { return value }
    var object = tree.objectValue ?? JSONObject()
    object[first] = adding(value, at: Array(path.dropFirst()), to: object[first] ?? .object(JSONObject()))
    return .object(object)
  }
}
