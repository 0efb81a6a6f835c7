import Glibc
import HostSource
import Platform
import Report
import TestSupport
import Testing

@Suite("What this machine says of itself")
struct HostSourceTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private var host: HostSource { HostSource(root: scratch.path) }

  @Test("memory: every line, with its unit where it has one, in the kernel's order")
  func memory() throws {
    try scratch.write("proc/meminfo", Machines.memory)
    let memory = host.memory()
    #expect(memory.keys == ["MemTotal", "MemFree", "Active(anon)", "HugePages_Total", "DirectMap4k"])
    #expect(memory["MemTotal"] == .string("24689668 kB") && memory["HugePages_Total"] == .string("0"))
  }

  @Test("the operating system, in the shape of the old agent's report")
  func system() throws {
    try scratch.write(
      "etc/os-release", "NAME=\"Debian GNU/Linux\"\nID=debian\nVERSION_ID=\"12\"\n# a comment\nnonsense\n")
    try scratch.write("etc/debian_version", "12.11\n")
    let system = JSON.object(host.system())
    #expect(
      system.objectValue?.keys == [
        "os-name", "linux_distribution", "platform", "uname", "python_version", "CPU information",
      ])
    #expect(system["os-name"] == .string("posix") && system["platform"] == .string("linux"))
    #expect(system["linux_distribution"] == .array([.string("debian"), .string("12.11"), .string("")]))
    let uname = (system["uname"]?.arrayValue ?? []).compactMap(\.stringValue)
    var name = utsname()
    #expect(Glibc.uname(&name) == 0)
    try #require(uname.count == 6)
    #expect(uname[0] == "Linux" && uname[1] == Identity.hostName() && uname[5] == "")
    #expect(uname[2...4].allSatisfy { !$0.isEmpty })
  }

  @Test(
    "the distribution, by os-release",
    arguments: [
      ("ID=ubuntu\nVERSION_ID=\"22.04\"\n", "12.0", ["ubuntu", "22.04", ""]),
      ("ID='rocky'\nVERSION_ID='9.3'\n", "", ["rocky", "9.3", ""]),
      ("ID=debian\nVERSION_ID=12\n", "", ["debian", "12", ""]),
      ("ID=arch\n", "", ["arch", "", ""]), ("VERSION_ID=1\n", "", ["unknown", "1", ""]),
      ("ID=\"\n", "", ["\"", "", ""]), ("ID=a=b\n", "", ["a=b", "", ""]),
    ])
  func distribution(_ release: String, _ debian: String, _ wanted: [String]) throws {
    try scratch.write("etc/os-release", release)
    if !debian.isEmpty { try scratch.write("etc/debian_version", debian) }
    #expect(host.system()["linux_distribution"] == .array(wanted.map(JSON.string)))
  }

  @Test("os-release may stand in /usr/lib alone; what stands in /etc counts more")
  func secondPlace() throws {
    try scratch.write("usr/lib/os-release", "ID=one\n")
    #expect(host.system()["linux_distribution"]?.arrayValue?.first == .string("one"))
    try scratch.write("etc/os-release", "ID=two\n")
    #expect(host.system()["linux_distribution"]?.arrayValue?.first == .string("two"))
  }

  @Test("firmware: every readable file of the directory, the end cut, directories and closed files left out")
  func firmware() throws {
    let place = "sys/devices/virtual/dmi/id/"
    try scratch.write(place + "bios_vendor", "SeaBIOS \n\n")
    try scratch.write(place + "board_name", "\n")
    try scratch.write(place + "modalias", "dmi:bvnSeaBIOS:\n")
    try scratch.write(place + "power/control", "auto\n")
    try scratch.write(place + "product_serial", "S-1\n", mode: 0o000)
    let firmware = host.firmware()
    let closed = geteuid() == 0 ? ["product_serial"] : []
    #expect(firmware.keys == ["bios_vendor", "board_name", "modalias"] + closed)
    #expect(firmware["bios_vendor"] == .string("SeaBIOS") && firmware["board_name"] == .string(""))
  }

  @Test("bytes that are no text do not stop it")
  func notText() throws {
    let place = scratch.path + "/sys/devices/virtual/dmi/id"
    try Files.makeDirectory(place)
    try Files.replace(place + "/bios_version", with: [0xFF, 0xFE, 0x0A])
    #expect(host.firmware()["bios_version"] == .string("\u{FFFD}\u{FFFD}"))
  }

  @Test("a machine that tells nothing gives empty parts, in the same shape")
  func nothing() {
    #expect(host.memory().isEmpty && host.firmware().isEmpty)
    let system = JSON.object(host.system())
    #expect(system["linux_distribution"] == .array([.string("unknown"), .string(""), .string("")]))
    #expect(system["CPU information"] == .array([.array([])]))
    #expect(host.classicSystem().keys == ["name", "system", "release", "CPU information"])
  }

  @Test("this machine itself can be described")
  func here() {
    let host = HostSource()
    #expect(host.memory()["MemTotal"]?.stringValue?.hasSuffix(" kB") == true)
    #expect(host.classicSystem()["system"] == .string("Linux"))
  }
}
