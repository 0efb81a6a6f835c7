import Glibc
import Outbox
import Platform
import Testing

@testable import Agent

@Suite("The agent's ears") struct ProbeServiceTests {
  @Test("while nothing can be taken in, files of the old spool are left alone for a while")
  func rests() throws {
    let stage = try Stage("")
    let spool = stage.scratch.path + "/spool"
    try stage.configure(
      "[settings]\nserver = http://127.0.0.1:9/v2/collector\nspool_dir = \(spool)\nsocket_path = \(stage.scratch.path)/s\n"
    )
    _ = try ConsentActions(try stage.settings()).agree([.collector])
    try stage.scratch.write("spool/one", String(decoding: ProbeSamples.bytes(), as: UTF8.self))
    let longAgo = [timespec(tv_sec: time(nil) - 60, tv_nsec: 0), timespec(tv_sec: time(nil) - 60, tv_nsec: 0)]
    utimensat(AT_FDCWD, spool + "/one", longAgo, 0)
    let service = ProbeService(
      try stage.settings(), outbox: try stage.outbox(), mailbox: try Mailbox(), passed: nil, note: { _, _ in })
    service.use(try stage.settings())
    // Where the machine's id cannot be made nothing can be sealed.
    rename(stage.state, stage.state + ".away")
    service.tick()
    let wake = try #require(service.nextWake)
    #expect(wake >= Monotonic.now() + 5000, "it would look again without end")
    #expect(Files.exists(spool + "/one"))
    service.stop()
  }
}
