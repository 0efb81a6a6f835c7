import Glibc

/// Addresses of a network interface: the server takes `address eth0` as well as an address.
enum InterfaceLookup {
  /// The IPv4 and IPv6 addresses of the interface, IPv4 first; empty when there is no such interface or it has none.
  /// Link-local IPv6 addresses keep their scope.
  static func targets(of name: String, port: UInt16) -> [NameLookup.Target] {
    guard if_nametoindex(name) != 0 else { return [] }
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0 else { return [] }
    defer { freeifaddrs(list) }
    var targets: [NameLookup.Target] = []
    var next = list
    while let entry = next?.pointee {
      next = entry.ifa_next
      guard String(cString: entry.ifa_name) == name, let address = entry.ifa_addr else { continue }
      let family = Int32(address.pointee.sa_family)
      let size: Int
      switch family {
      case AF_INET: size = MemoryLayout<sockaddr_in>.size
      case AF_INET6: size = MemoryLayout<sockaddr_in6>.size
      default: continue
      }
      var bytes = Array(UnsafeRawBufferPointer(start: address, count: size))
      // Both kinds have the port in the same place, in network order.
      bytes[2] = UInt8(port >> 8)
      bytes[3] = UInt8(port & 255)
      targets.append(NameLookup.Target(family: family, bytes: bytes))
    }
    return targets.filter { $0.family == AF_INET } + targets.filter { $0.family == AF_INET6 }
  }
}
