import Settings
import Testing

@testable import Agent

@Suite("How much may wait for the collector")
struct SpoolLimitsTests {
  @Test(
    "the size counts what waits and what comes, in units of 1024 bytes",
    arguments: [
      ("8", 0, 8192, true), ("8", 0, 8193, false), ("8", 8191, 1, true), ("8", 8192, 1, false), ("8", 8192, 0, true),
      ("0", 0, 1, false), ("0", 0, 0, true), ("-1", 1 << 40, 1 << 30, true), ("5120", 5_242_880, 1, false),
    ])
  func admit(_ size: String, _ waiting: Int, _ bytes: Int, _ isAdmitted: Bool) {
    let limits = SpoolLimits(Configuration.parse("[settings]\nspool_max_size = \(size)\n"))
    switch limits.admit(bytes: bytes, waiting: waiting) {
    case .admitted: #expect(isAdmitted)
    case .over(let reason): #expect(!isAdmitted && reason.contains("spool_max_size"))
    }
  }

  @Test("nothing said is the old client's five megabytes")
  func standard() { #expect(SpoolLimits(Configuration.parse("")).mostBytes == 5120 * 1024) }
}
