import Platform
import TestSupport

/// Machines described in a directory.
enum Machines {
  static let memory = """
    MemTotal:       24689668 kB
    MemFree:         1234567 kB
    Active(anon):     106040 kB
    HugePages_Total:       0
    DirectMap4k:      120692 kB

    """

  /// Two Xeon processors.
  static let intel =
    (0..<2).map { number in
      """
      processor\t: \(number)
      vendor_id\t: GenuineIntel
      cpu family\t: 6
      model\t\t: 85
      model name\t: Intel(R) Xeon(R) Gold 6230 CPU @ 2.10GHz
      flags\t\t: fpu mmx sse sse2 ssse3 pni lm hypervisor
      clflush size\t: 64
      power management:
      """
    }.joined(separator: "\n\n") + "\n\n"

  /// One old AMD processor.
  static let amd = """
    processor\t: 0
    vendor_id\t: AuthenticAMD
    cpu family\t: 15
    model\t\t: 2
    model name\t: Dual-Core AMD Opteron(tm) Processor 2218
    flags\t\t: fpu mmx sse sse2 3dnowext 3dnow

    """
}
