import Glibc
import Platform

/// The address this machine would send from.
enum LocalAddress {
  /// The IPv4 address of the interface the kernel's routing table names for the internet, else `127.0.0.1`.
  ///
  /// The old agent connected a UDP socket to a public name server and asked for the socket's own name. That sends
  /// nothing either, but whoever watches this program's calls sees a connection to the internet before anybody
  /// agreed to one. The table and the interface list say the same without it.
  static func current() -> String {
    guard let table = try? Files.readText("/proc/net/route"), let interface = interface(towards: internet, in: table)
    else { return fallback }
    return address(of: interface) ?? fallback
  }

  private static let fallback = "127.0.0.1"
  /// 8.8.8.8 in the table's byte order; any public address would do.
  private static let internet: UInt32 = 0x0808_0808
  private static let isUp: UInt32 = 1, isReject: UInt32 = 0x200

  /// The interface of the most specific route to an address, of several the one with the lowest metric.
  /// `table` is the text of `/proc/net/route`: interface, destination, gateway, flags, references, use, metric and
  /// mask, of which addresses are hexadecimal as they lie in memory.
  static func interface(towards target: UInt32, in table: String) -> String? {
    var best: (interface: String, mask: UInt32, metric: Int)?
    for line in table.split(separator: "\n").dropFirst() {
      let columns = line.split { $0 == "\t" || $0 == " " }
      guard columns.count >= 8, let destination = UInt32(columns[1], radix: 16),
        let flags = UInt32(columns[3], radix: 16), let metric = Int(columns[6]),
        let mask = UInt32(columns[7], radix: 16).map(UInt32.init(bigEndian:))
      else { continue }
      guard flags & isUp != 0, flags & isReject == 0, (target ^ destination) & mask.bigEndian == 0 else { continue }
      if let best, (best.mask, -best.metric) >= (mask, -metric) { continue }
      best = (String(columns[0]), mask, metric)
    }
    return best?.interface
  }

  /// The interface's first IPv4 address.
  private static func address(of interface: String) -> String? {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0 else { return nil }
    defer { freeifaddrs(list) }
    var entry = list
    while let current = entry {
      entry = current.pointee.ifa_next
      guard let address = current.pointee.ifa_addr, address.pointee.sa_family == sa_family_t(AF_INET),
        String(cString: current.pointee.ifa_name) == interface
      else { continue }
      var number = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { $0.pointee.sin_addr }
      var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
      guard inet_ntop(AF_INET, &number, &text, socklen_t(text.count)) != nil else { return nil }
      return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return nil
  }
}
