import CollectorTestSupport
import Foundation
import Testing

extension Proof {
  /// A small file system of memory, where this process may mount one.
  final class SmallDisk {
    let path: String

    init?(megabytes: Int) {
      path = FileManager.default.temporaryDirectory.path + "/disk-\(UUID().uuidString.prefix(8))"
      try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
        rmdir(path)
        return nil
      }
    }

    /// Takes all the room there is.
    func fill() throws {
      try Data().write(to: URL(fileURLWithPath: path + "/filler"))
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/filler"))
      for size in [1 << 20, 1 << 16, 1 << 12] {
        do { while true { try file.write(contentsOf: Data(count: size)) } } catch { continue }
      }
    }

    func free() { unlink(path + "/filler") }

    deinit {
      umount2(path, Int32(MNT_DETACH))
      rmdir(path)
    }

    static let mayMount: Bool = {
      if SmallDisk(megabytes: 1) != nil { return true }
      FileHandle.standardError.write(Data("*** SKIPPED: full disks: no tmpfs can be mounted here ***\n".utf8))
      return false
    }()
  }

  @Suite(.enabled(if: SmallDisk.mayMount)) struct DiskTests {
    @Test("when the disk is full nothing is answered as kept that is not, and with room again all goes on")
    func sqlite() async throws {
      try await blocking {
        let disk = try #require(SmallDisk(megabytes: 64))
        let collector = try Proof.start(.sqlite, disk.path + "/state")
        let load = Load("disk", ports: [collector.port], padding: 20_000)
        #expect(waits { load.soFar.answered.count >= 30 })
        try disk.fill()
        #expect(waits { load.soFar.statuses[503, default: 0] >= 30 }, "\(load.soFar.statuses)")
        // What is there can still be looked at.
        #expect(try Link.get(collector.port, "/records").status == 200)
        disk.free()
        let before = load.soFar.answered.count
        #expect(waits { load.soFar.answered.count >= before + 30 }, "\(load.soFar.statuses)")
        let seen = load.stop()
        #expect(Set(seen.statuses.keys) == [201, 503], "\(seen.statuses)")
        try Proof.holds(seen, collector)
        collector.signal(SIGKILL)
        #expect(collector.wait() == -SIGKILL)
        try Proof.holds(seen, try Proof.start(.sqlite, disk.path + "/state"))
      }
    }

    @Test(
      "when the disk of PostgreSQL is full nothing is answered as kept that is not, and with room again all goes on",
      .enabled(if: PostgresCluster.programs != nil, "PostgreSQL is not installed"))
    func postgres() async throws {
      try await blocking {
        let disk = try #require(SmallDisk(megabytes: 160))
        let server = try Proof.server(in: disk.path + "/server")
        defer { server.remove() }
        let collector = try Proof.start(.postgres, try server.database())
        let load = Load("disk", ports: [collector.port], padding: 20_000)
        #expect(waits { load.soFar.answered.count >= 30 })
        try disk.fill()
        #expect(waits { load.soFar.statuses[503, default: 0] >= 30 }, "\(load.soFar.statuses)")
        disk.free()
        // Without room for its log the server ends; its administrator starts it.
        if try Link.get(collector.port, "/healthz").status != 200 { try? server.start() }
        let before = load.soFar.answered.count
        #expect(waits { load.soFar.answered.count >= before + 30 }, "\(load.soFar.statuses)")
        let seen = load.stop()
        #expect(Set(seen.statuses.keys) == [201, 503], "\(seen.statuses)")
        try Proof.holds(seen, collector)
      }
    }
  }

  @Suite struct SyncTests {
    @Test("what the disk has not taken is not answered as kept, and is when the disk takes it again")
    func sqlite() async throws {
      try await blocking {
        let state = try Collector.newState()
        defer { try? FileManager.default.removeItem(at: state) }
        let disk = try Preloaded("disk", in: state, telling: "DISK_FILE")
        let collector = try Collector(state: state, environment: disk.environment)
        func post(_ payload: String) throws -> Int {
          try Link.ask(collector.port, "POST", "/v2/collector", Load.headers(), Array(payload.utf8)).status
        }
        #expect(try post("before") == 201)
        try Data().write(to: disk.file)
        for number in 0..<5 { #expect(try post("in vain \(number)") == 503) }
        #expect(try Link.get(collector.port, "/records").status == 200)
        try FileManager.default.removeItem(at: disk.file)
        #expect(try post("in vain 0") == 201)
        #expect(try post("after") == 201)
        #expect(try Proof.exported(collector.port).map(\.payload).sorted() == ["after", "before", "in vain 0"])
      }
    }
  }
}
