import CPlatform
import Glibc
import Platform
import TestSupport
import Testing

@Suite("Sockets of the service manager")
struct ListenDescriptorTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func environment(_ count: String, names: String? = nil, process: String? = nil) -> Environment {
    var variables = ["LISTEN_PID": process ?? "\(getpid())", "LISTEN_FDS": count]
    variables["LISTEN_FDNAMES"] = names
    return Environment(variables: variables)
  }

  /// Two descriptors beside each other, from a number that nothing else in this process comes to.
  private func pair(_ one: Int32, _ other: Int32, at first: Int32) throws {
    try #require(dup2(one, first) == first && dup2(other, first + 1) == first + 1)
  }

  @Test("two sockets are told apart by name and by path, and are close-on-exec")
  func two() throws {
    let probe = Descriptor(adopting: cp_unix_listen(scratch.path + "/probe", 0o600, 5))
    let control = Descriptor(adopting: cp_unix_listen(scratch.path + "/control", 0o600, 5))
    try pair(probe.raw, control.raw, at: 600)
    let passed = try ListenDescriptors.adopt(environment("2", names: "probe:control"), first: 600)
    #expect(passed.map(\.name) == ["probe", "control"])
    #expect(passed.map(\.path) == [scratch.path + "/probe", scratch.path + "/control"])
    #expect(passed.allSatisfy { fcntl($0.descriptor.raw, F_GETFD) & FD_CLOEXEC != 0 })
  }

  @Test("names are missing where none were passed")
  func unnamed() throws {
    let probe = Descriptor(adopting: cp_unix_listen(scratch.path + "/probe", 0o600, 5))
    try pair(probe.raw, probe.raw, at: 610)
    #expect(try ListenDescriptors.adopt(environment("2", names: "one"), first: 610).map(\.name) == ["one", "unknown"])
  }

  @Test("what was meant for another process, or for none, is left")
  func others() throws {
    #expect(try ListenDescriptors.adopt(Environment(variables: [:])).isEmpty)
    #expect(try ListenDescriptors.adopt(environment("1", process: "1")).isEmpty)
    #expect(try ListenDescriptors.adopt(environment("1", process: "x")).isEmpty)
    #expect(try ListenDescriptors.adopt(environment("")).isEmpty)
    #expect(throws: Explanation.self) { try ListenDescriptors.adopt(environment("many")) }
    #expect(throws: Explanation.self) { try ListenDescriptors.adopt(environment("-1")) }
  }

  @Test("what cannot be listened on is told, and stays open")
  func wrong() throws {
    let probe = Descriptor(adopting: cp_unix_listen(scratch.path + "/probe", 0o600, 5))
    var port: UInt16 = 0
    let tcp = Descriptor(adopting: cp_loopback_listen(0, &port))
    let connected = Descriptor(adopting: cp_unix_connect(scratch.path + "/probe"))
    let file = Descriptor(adopting: open("/dev/null", O_RDONLY | O_CLOEXEC))
    for wrong in [tcp, connected, file] {
      try pair(probe.raw, wrong.raw, at: 620)
      #expect(throws: Explanation.self) { try ListenDescriptors.adopt(environment("2"), first: 620) }
      #expect(fcntl(620, F_GETFD) >= 0 && fcntl(621, F_GETFD) >= 0)
    }
    close(620)
    close(621)
    #expect(throws: Explanation.self) { try ListenDescriptors.adopt(environment("1"), first: 630) }
  }
}
