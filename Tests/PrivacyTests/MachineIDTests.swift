import Glibc
import Platform
import Privacy
import TestSupport
import Testing

@Suite("The machine id")
struct MachineIDTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func id(_ now: Timestamp, canWrite: Bool = true) throws -> MachineID {
    try MachineID.current(
      stateDirectory: scratch.path, environment: Environment(variables: scratch.oldClient), now: now, canWrite: canWrite
    )
  }

  /// When the file says that the id was made.
  private func made() throws -> Timestamp {
    var info = stat()
    #expect(stat(scratch.path + "/machine_id", &info) == 0)
    return Timestamp(seconds: Int64(info.st_mtim.tv_sec))
  }

  @Test("it is made when it is first asked for, and stays for three days")
  func stays() throws {
    let first = try id(.now())
    #expect(first.id.utf8.count == 32 && Hex.decode(first.id) != nil)
    #expect(try scratch.text("machine_id") == first.id)
    let made = try made()
    #expect(try id(made + 1000).id == first.id)
    let last = try id(made + MachineID.lifetime)
    #expect(last.id == first.id && last.rotates == made + MachineID.lifetime)
    #expect(MachineID.lifetime == 259_200_000)
  }

  @Test("after three days there is another one, with another three days")
  func rotates() throws {
    let first = try id(.now())
    let later = try made() + MachineID.lifetime + 1000
    let second = try id(later)
    #expect(second.id != first.id && second.rotates == later + MachineID.lifetime)
    #expect(try scratch.text("machine_id") == second.id && scratch.names() == ["machine_id"])
  }

  @Test("a clock that went backwards makes it live longer, not shorter")
  func backwards() throws {
    let first = try id(.now())
    #expect(try id(made() + -10 * MachineID.lifetime).id == first.id)
  }

  @Test("whoever only looks changes nothing")
  func looking() throws {
    #expect(try id(.now(), canWrite: false).id == "" && scratch.names().isEmpty)
    let first = try id(.now())
    #expect(try id(made() + 2 * MachineID.lifetime, canWrite: false).id == first.id)
  }

  @Test("an old client's file is taken over, an empty one is made anew")
  func inherited() throws {
    try scratch.write("machine_id", "0123456789abcdef0123456789abcdef\nmore")
    #expect(try id(.now()).id == "0123456789abcdef0123456789abcdef")
    try scratch.write("machine_id", "\n")
    #expect(try id(.now()).id.utf8.count == 32)
  }
}
