import Glibc
import Platform
import TestSupport
import Testing

@testable import Privacy

@Suite("The static machine id")
struct StaticMachineIDTests {
  private let scratch: Scratch
  private let environment: Environment
  private var file: String { scratch.path + "/telemetrics/opt-in-static-machine-id" }

  init() throws {
    scratch = try Scratch()
    environment = Environment(variables: scratch.oldClient, effectiveUser: geteuid())
  }

  private func current() throws -> MachineID {
    try MachineID.current(stateDirectory: scratch.path, environment: environment)
  }

  @Test("it counts at once, and when it goes the rotating id is what it was")
  func atOnce() throws {
    _ = try current()
    let rotating = try current()
    #expect(!rotating.isStatic && rotating.rotates != nil && rotating.refused == nil)
    try scratch.write("telemetrics/opt-in-static-machine-id", "my host of 2026\nsecond line\n")
    #expect(try current() == MachineID(id: "my host of 2026", rotates: nil, staticFile: file))
    unlink(file)
    #expect(try current() == rotating)
  }

  @Test(
    "what no collector takes is refused with the file, and the rotating id stands in",
    arguments: [
      ("", "empty"), ("\n", "empty"), ("\nabc\n", "empty"), ("   \n", "empty"),
      (String(repeating: "x", count: 33), "has 33 characters, at most 32"), ("a\tb", "printable"),
      ("grün", "printable"),
      ("dos\r\n", "printable"),
    ])
  func refused(_ text: String, _ word: String) throws {
    let rotating = try current()
    try scratch.write("telemetrics/opt-in-static-machine-id", text)
    let id = try current()
    #expect(id.id == rotating.id && !id.isStatic)
    let refused = try #require(id.refused)
    #expect(refused.what.contains(word) && refused.place == file && refused.remedy != nil)
  }

  @Test("32 characters are allowed, whatever they are", arguments: ["x", "~ !\"#$%&'()*+,-./0123456789:;<=>"])
  func allowed(_ id: String) throws {
    try StaticMachineID(environment).set(id)
    #expect(try current().id == id && scratch.text("telemetrics/opt-in-static-machine-id") == id + "\n")
    #expect(scratch.mode("telemetrics/opt-in-static-machine-id") == 0o644)
  }

  @Test("setting one that is refused changes nothing; unsetting says whether there was one")
  func setAndUnset() throws {
    let place = StaticMachineID(environment)
    try place.set("first")
    for bad in ["", String(repeating: "y", count: 33), "a\nb"] {
      #expect { try place.set(bad) } throws: { explain($0).exit == .badData }
    }
    #expect(try current().id == "first")
    #expect(try place.unset())
    #expect(try !place.unset() && !current().isStatic)
  }

  @Test("a file that cannot be read is refused, not overlooked")
  func unreadable() throws {
    try Files.makeDirectory(file)
    #expect(try current().refused?.place == file)
  }

  @Test("an id file that cannot be read is replaced, never sent as 0")
  func unreadableID() throws {
    try scratch.write("machine_id", "\u{0}\n \n")
    let first = try current().id
    #expect(!first.isEmpty && first != "0")
    unlink(scratch.path + "/machine_id")
    let second = try current().id
    #expect(Hex.decode(second)?.count == 16 && second != first)
    let gone = try MachineID.current(stateDirectory: scratch.path, environment: environment, canWrite: false)
    #expect(gone.id == second)
  }

  @Test("the old client's id goes on at the age it has, and only where there is none yet")
  func takenOver() throws {
    let old = try scratch.write("old/machine_id", "5e3ec3544778c785c96a54beadc7966b")
    let made = timespec(tv_sec: time(nil) - 86400, tv_nsec: 0)
    #expect(utimensat(AT_FDCWD, old, [made, made], 0) == 0)
    MachineID.takeOver(old, as: scratch.path + "/machine_id")
    let id = try current()
    #expect(id.id == "5e3ec3544778c785c96a54beadc7966b")
    #expect(id.rotates == Timestamp(seconds: Int64(made.tv_sec)) + MachineID.lifetime)
    try scratch.write("old/machine_id", "ffffffffffffffffffffffffffffffff")
    MachineID.takeOver(old, as: scratch.path + "/machine_id")
    #expect(try current().id == id.id)
    MachineID.takeOver(scratch.path + "/none", as: scratch.path + "/other")
    #expect(!Files.exists(scratch.path + "/other"))
  }
}
