import ClusterSource
import Glibc
import Platform
import Report
import TestSupport
import Testing

@Suite("A cluster of ten thousand OSDs", .serialized)
struct LargeClusterTests {
  private static func built(_ name: String) -> String {
    let own = realpath("/proc/self/exe", nil)
    defer { free(own) }
    return Files.directory(of: own.map { String(cString: $0) } ?? "") + "/" + name
  }

  /// What the probe prints, key to the rest of its line.
  private func probe(_ channels: [String], osds: Int, crashes: Int) throws -> [String: String] {
    let scratch = try Scratch()
    let command = try scratch.write(
      "ceph", "#!/bin/sh\nexec '\(Self.built("cluster-load"))' \(osds) \(crashes) \"$@\"\n", mode: 0o755)
    var output: [UInt8] = []
    let job = CommandJob(
      "cluster-probe", program: Self.built("cluster-probe"), arguments: [command] + channels, milliseconds: 300_000
    ) { bytes in
      output += bytes
      return true
    }
    let ending = CommandRunner().run([job])[0]
    #expect(ending.way == .exited(0), "\(ending)")
    var found: [String: String] = [:]
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      found[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
    return found
  }

  @Test("its report with a thousand crashes is whole, within 64 MB")
  func basic() throws {
    let found = try probe(["basic", "crash"], osds: 10_000, crashes: 1000)
    print("ten thousand OSDs, a thousand crashes:", found)
    #expect(found["crashes"] == "1000" && found["osds"]?.contains("\"count\":10000") == true)
    #expect(found["unavailable"] == "config.active_changed")
    #expect((Int(found["peak"] ?? "") ?? .max) < 64 << 10)
  }

  @Test("the numbers of its placement groups are cut short, within 64 MB")
  func placementGroups() throws {
    let found = try probe(["perf"], osds: 1000, crashes: 0)
    print("33 thousand placement groups:", found)
    #expect(found["unavailable"]?.contains("stats_per_pg") == true)
    #expect((Int(found["peak"] ?? "") ?? .max) < 64 << 10)
  }
}
