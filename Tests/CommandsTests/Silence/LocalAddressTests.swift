import Glibc
import Platform
import Testing

@testable import Agent

/// The machine's own address, found without a socket.
@Suite struct LocalAddressTests {
  static let head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
  /// Routing tables and the interface that leads to the internet.
  static let tables: [(String, String?)] = [
    ("", nil),
    ("eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0\n", "eth0"),
    ("eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n", nil),
    // Two ways out: the cheaper one.
    (
      "wlan0\t00000000\t0100A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
        + "eth0\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n", "eth0"
    ),
    // A tunnel that takes both halves of the internet.
    (
      "eth0\t00000000\t0100A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
        + "tun0\t00000000\t0100080A\t0003\t0\t0\t0\t00000080\t0\t0\t0\n"
        + "tun0\t00000080\t0100080A\t0003\t0\t0\t0\t00000080\t0\t0\t0\n", "tun0"
    ),
    // Down, refused, or nonsense.
    ("eth0\t00000000\t0100A8C0\t0002\t0\t0\t0\t00000000\t0\t0\t0\n", nil),
    ("*\t00000000\t00000000\t0201\t0\t0\t0\t00000000\t0\t0\t0\n", nil),
    ("eth0 x y\n\nwhat\n", nil),
  ]

  @Test(arguments: tables) func `the interface is that of the most specific, cheapest route`(
    rows: String, interface: String?
  ) {
    #expect(LocalAddress.interface(towards: 0x0808_0808, in: Self.head + rows) == interface)
  }

  @Test func `it is the address a socket towards the internet would have`() {
    let raw = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(raw) }
    var far = sockaddr_in()
    far.sin_family = sa_family_t(AF_INET)
    far.sin_port = UInt16(53).bigEndian
    far.sin_addr.s_addr = 0x0808_0808
    var near = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    // No packet leaves. Without a route there is nothing to compare with.
    let isConnected = withUnsafePointer(to: &far) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(raw, $0, size) }
    }
    guard isConnected == 0 else {
      #expect(LocalAddress.current() == "127.0.0.1")
      return
    }
    _ = withUnsafeMutablePointer(to: &near) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(raw, $0, &size) }
    }
    var wanted = in_addr()
    #expect(inet_pton(AF_INET, LocalAddress.current(), &wanted) == 1)
    #expect(wanted.s_addr == near.sin_addr.s_addr)
  }
}
