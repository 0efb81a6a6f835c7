import Report

/// `CPU information`: what the numpy `cpuinfo` class of the old agent said of the processors, and then, as the last
/// element, the raw lines of /proc/cpuinfo for each of them.
enum Processors {
  static func describe(_ text: String, machine: String) -> [JSON] {
    let processors = parse(text)
    guard !processors.isEmpty else { return [.array([])] }
    var objects = processors.map { lines in
      var object = JSONObject()
      for (name, value) in lines { object[name] = .string(value) }
      return object
    }
    objects[0]["uname_m"] = .string(machine)
    let words = probes(objects[0], count: objects.count, machine: machine)
    return words.map(JSON.string) + [.array(objects.map(JSON.object))]
  }

  private static func parse(_ text: String) -> [[(String, String)]] {
    var processors: [[(String, String)]] = []
    for (name, value) in HostSource().keyedLines(text) {
      if name == "processor" || processors.isEmpty { processors.append([]) }
      processors[processors.count - 1].append((name, value))
    }
    return processors
  }

  /// The probes that hold, in ASCII order of their names: `name`, or `name=value` where there is more to say.
  private static func probes(_ first: JSONObject, count: Int, machine: String) -> [String] {
    func value(_ name: String) -> String { first[name]?.stringValue ?? "" }
    let flags = Set((first["flags"]?.stringValue ?? "").split(separator: " ").map(String.init))
    let vendor = value("vendor_id"), model = value("model name"),
      is64 = is64Bit(machine) || value("clflush size") == "64"
    let isAMD = vendor == "AuthenticAMD", isIntel = vendor == "GenuineIntel"
    let family = value("cpu family"), number = value("model")
    func named(_ word: String) -> Bool { model.contains(word) }
    let isNocona =
      isIntel && (family == "6" || family == "15") && flags.contains("pni") && flags.contains("lm")
      && !flags.contains("ssse3")
    let isCore2 = is64 && isIntel && named("Core(TM)2"), isXeon = model.uppercased().contains("XEON")
    let probes: [(String, Bool)] = [
      ("CPUInfoBase__get_nbits=\(is64 ? 64 : 32)", true),
      (count == 1 ? "getNCPUs" : "getNCPUs=\(count)", true),
      ("has_3dnow", flags.contains("3dnow")), ("has_3dnowext", flags.contains("3dnowext")),
      ("has_mmx", flags.contains("mmx")), ("has_sse", flags.contains("sse")), ("has_sse2", flags.contains("sse2")),
      ("has_sse3", flags.contains("pni")), ("has_ssse3", flags.contains("ssse3")),
      ("is_64bit", is64), ("is_AMD", isAMD), ("is_AMD64", isAMD && named("AMD64")),
      ("is_Athlon64", isAMD && named("Athlon(tm) 64")), ("is_AthlonHX", isAMD && named("Athlon HX")),
      ("is_AthlonK6_2", isAMD && number == "2"), ("is_AthlonK6_3", isAMD && number == "3"),
      ("is_AthlonK7", isAMD && named("AMD-K7")), ("is_AthlonMP", isAMD && named("Athlon(tm) MP")),
      ("is_Celeron", named("Celeron")), ("is_Core2", isCore2), ("is_Hammer", isAMD && named("Hammer")),
      ("is_Intel", isIntel), ("is_Itanium", named("Itanium")), ("is_Nocona", isNocona),
      ("is_Opteron", isAMD && named("Opteron")), ("is_Pentium", named("Pentium")),
      ("is_PentiumII", isIntel && named("Pentium") && named(" II ")),
      ("is_PentiumIII", isIntel && named("Pentium") && named(" III ")),
      ("is_PentiumIV", isIntel && named("Pentium") && (named(" 4 ") || named("Pentium(R) D"))),
      ("is_PentiumM", isIntel && named("Pentium") && named(" M ")),
      ("is_PentiumMMX", isIntel && named("Pentium MMX")), ("is_PentiumPro", isIntel && named("Pentium Pro")),
      ("is_XEON", isXeon), ("is_Xeon", isXeon), ("is_i586", isIntel && family == "5"),
      ("is_i686", isIntel && family == "6"), ("is_singleCPU", count == 1),
    ]
    return probes.filter(\.1).map(\.0).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  private static func is64Bit(_ machine: String) -> Bool {
    ["x86_64", "aarch64", "ppc64", "ppc64le", "s390x", "riscv64", "alpha", "ia64"].contains(machine)
  }
}
