/// The connections whose message is not whole yet, oldest first. A place that is free again is used again; its key is
/// not.
struct ClientTable {
  struct Client {
    var socket: Int32
    var deadline: Int64
    /// What was taken out of the kernel's queue: all that has come but the last byte.
    var decoder = MessageDecoder()
    /// The other side has sent its last byte.
    var hasEnded = false

    fileprivate var generation: UInt32
    fileprivate var older = -1
    fileprivate var newer = -1
  }

  private var places: [Client] = []
  private var free: [Int] = []
  private var oldest = -1
  private var newest = -1
  private(set) var count = 0

  /// The place of a new client, and the key that names it until it is removed.
  mutating func add(_ socket: Int32, deadline: Int64) -> (place: Int, key: UInt64) {
    let place = free.popLast() ?? places.count
    if place == places.count { places.append(Client(socket: -1, deadline: 0, generation: 0)) }
    let generation = places[place].generation
    places[place] = Client(socket: socket, deadline: deadline, generation: generation)
    places[place].older = newest
    if newest >= 0 { places[newest].newer = place } else { oldest = place }
    newest = place
    count += 1
    return (place, UInt64(generation) << 32 | UInt64(place))
  }

  /// nil when the client of that key is gone.
  func place(of key: UInt64) -> Int? {
    let place = Int(key & 0xFFFF_FFFF)
    guard places.indices.contains(place), places[place].socket >= 0, places[place].generation == UInt32(key >> 32)
    else { return nil }
    return place
  }

  /// Where the client is that came first, nil when there is none.
  var first: Int? { oldest >= 0 ? oldest : nil }

  subscript(_ place: Int) -> Client {
    get { places[place] }
    _modify { yield &places[place] }
  }

  mutating func remove(_ place: Int) {
    let (older, newer) = (places[place].older, places[place].newer)
    if older >= 0 { places[older].newer = newer } else { oldest = newer }
    if newer >= 0 { places[newer].older = older } else { newest = older }
    places[place] = Client(socket: -1, deadline: 0, generation: places[place].generation &+ 1)
    free.append(place)
    count -= 1
  }
}
