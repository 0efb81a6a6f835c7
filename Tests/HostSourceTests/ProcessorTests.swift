import HostSource
import Platform
import Report
import TestSupport
import Testing

@Suite("CPU information")
struct ProcessorTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func information(_ text: String) throws -> [JSON] {
    try scratch.write("proc/cpuinfo", text)
    return HostSource(root: scratch.path).system()["CPU information"]?.arrayValue ?? []
  }

  private func words(_ text: String) throws -> [String] { try information(text).compactMap(\.stringValue) }

  @Test("two Xeons: the probes that hold, in ASCII order, then the raw lines of each processor")
  func intel() throws {
    let information = try information(Machines.intel)
    #expect(
      try words(Machines.intel) == [
        "CPUInfoBase__get_nbits=64", "getNCPUs=2", "has_mmx", "has_sse", "has_sse2", "has_sse3", "has_ssse3",
        "is_64bit",
        "is_Intel", "is_XEON", "is_Xeon", "is_i686",
      ])
    let processors = try #require(information.last?.arrayValue)
    #expect(processors.count == 2)
    #expect(
      processors[0].objectValue?.keys == [
        "processor", "vendor_id", "cpu family", "model", "model name", "flags", "clflush size", "power management",
        "uname_m",
      ])
    #expect(processors[1]["processor"] == .string("1") && processors[1]["uname_m"] == nil)
    #expect(processors[0]["power management"] == .string(""))
  }

  @Test("one AMD: it stands for itself, and model 2 is a K6-2, as the old probe had it")
  func amd() throws {
    let words = try words(Machines.amd)
    #expect(
      words.filter { $0 != "is_64bit" && !$0.hasPrefix("CPUInfo") } == [
        "getNCPUs", "has_3dnow", "has_3dnowext", "has_mmx", "has_sse", "has_sse2", "is_AMD", "is_AthlonK6_2",
        "is_Opteron",
        "is_singleCPU",
      ])
    #expect(words == words.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
  }

  @Test(
    "what a processor is called decides what it is",
    arguments: [
      ("GenuineIntel", "Intel(R) Pentium(R) 4 CPU", "is_PentiumIV", true),
      ("GenuineIntel", "Pentium III-M", "is_PentiumIII", false),
      ("GenuineIntel", "Mobile Pentium III CPU", "is_PentiumIII", true),
      ("GenuineIntel", "Intel(R) Core(TM)2 Duo", "is_Core2", true),
      ("GenuineIntel", "Intel(R) Celeron(R)", "is_Celeron", true),
      ("AuthenticAMD", "AMD Athlon(tm) 64 Processor", "is_Athlon64", true),
      ("AuthenticAMD", "Pentium 4 look-alike", "is_PentiumIV", false),
      ("GenuineIntel", "Intel(R) Core(TM) i7", "is_Xeon", false),
    ])
  func names(_ vendor: String, _ model: String, _ probe: String, _ holds: Bool) throws {
    let text = "processor : 0\nvendor_id : \(vendor)\nmodel name : \(model)\nclflush size : 64\n"
    #expect(try words(text).contains(probe) == holds)
  }

  @Test("lines without a processor number belong to one processor; lines without a colon to none")
  func odd() throws {
    let information = try information("Hardware : Board\nnonsense\nSerial : 00ff\n")
    #expect(information.last?.arrayValue?.count == 1)
    #expect(information.last?[path: ["0", "Serial"]] == .string("00ff"))
    #expect(try words("Hardware : Board\n").contains("is_singleCPU"))
  }
}
