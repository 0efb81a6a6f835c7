import CPlatform
import Glibc
import Platform
import ProbeSocket
import TestSupport
import Testing

@Suite("The probe socket's file")
struct SocketFileTests {
  private let scratch: Scratch
  private var path: String { scratch.path + "/run/probe" }
  init() throws { scratch = try Scratch() }

  @Test("the directory is made, everybody may connect, and stopping removes the file")
  func lifetime() throws {
    let listener = try ProbeListener(try ListeningSocket.create(at: path), handler: Desk())
    #expect(scratch.mode("run/probe") == 0o666)
    #expect(try Client.send(Sample().message, to: path) == .clean)
    listener.stop()
    #expect(try scratch.names() == ["run"] && Files.names(in: scratch.path + "/run").isEmpty)
    listener.stop()
  }

  @Test("a file left by a dead daemon is replaced, a living one's is not")
  func stale() throws {
    let dead = Descriptor(adopting: cp_unix_listen(scratch.path + "/probe", 0o600, 5))
    #expect(throws: Explanation.self) { try ListeningSocket.create(at: scratch.path + "/probe") }
    shutdown(dead.raw, Int32(SHUT_RDWR))
    let listener = try ProbeListener(try ListeningSocket.create(at: scratch.path + "/probe"), handler: Desk())
    #expect(try Client.send(Sample().message, to: scratch.path + "/probe") == .clean)
    do {
      _ = try ListeningSocket.create(at: scratch.path + "/probe")
      Issue.record("two on one path")
    } catch {
      #expect(error.line.hasPrefix("another program listens on the probe socket: \(scratch.path)/probe: "))
      #expect(error.exit == .unavailable)
    }
    #expect(try Client.send(Sample().message, to: scratch.path + "/probe") == .clean, "the first still has it")
    listener.stop()
  }

  @Test("a file that is no socket stays as it is")
  func otherFile() throws {
    try scratch.write("run/probe", "precious")
    do {
      _ = try ListeningSocket.create(at: path)
      Issue.record("the file was replaced")
    } catch {
      #expect(error.exit == .cannotCreate && error.line.contains("no socket is in the place"))
    }
    #expect(try scratch.text("run/probe") == "precious")
  }

  @Test("a path that is too long, or cannot be made, is told with what to do")
  func impossible() throws {
    let long = scratch.path + "/" + String(repeating: "x", count: 107)
    do {
      _ = try ListeningSocket.create(at: long)
      Issue.record("made")
    } catch {
      #expect(error.exit == .badConfiguration && error.line.contains("at most 107") && error.remedy != nil)
    }
    try scratch.write("file", "")
    do {
      _ = try ListeningSocket.create(at: scratch.path + "/file/probe")
      Issue.record("made")
    } catch {
      #expect(error.exit == .cannotCreate && error.remedy != nil)
    }
    // As long as it may be.
    let most = scratch.path + "/" + String(repeating: "y", count: 106 - scratch.path.utf8.count)
    let listener = try ProbeListener(try ListeningSocket.create(at: most), handler: Desk())
    #expect(most.utf8.count == 107)
    listener.stop()
  }

  @Test("a file that another daemon has put there since is left")
  func replaced() throws {
    let first = try ProbeListener(try ListeningSocket.create(at: path), handler: Desk())
    unlink(path)
    let second = try ProbeListener(try ListeningSocket.create(at: path), handler: Desk())
    first.stop()
    #expect(try Client.send(Sample().message, to: path) == .clean)
    second.stop()
    #expect(!Files.exists(path))
  }

  @Test("messages that wait in the queue when the listener stops are taken")
  func stopping() throws {
    let desk = Desk()
    var limits = ProbeLimits()
    limits.connections = 2
    let listener = try ProbeListener(try ListeningSocket.create(at: path), limits: limits, handler: desk)
    desk.hold(true)
    let clients = try (0..<30).map { _ in
      let client = try Client(path)
      client.write(Sample().message)
      return client
    }
    _ = try #require(eventually { desk.messages.first })
    let stop = try WorkerThread.start(name: "stop") { listener.stop() }
    #expect(eventually { Files.exists(path) ? nil : true } == true)
    desk.hold(false)
    stop.join()
    for client in clients { #expect(client.end() == .clean) }
    #expect(desk.messages.count == 30)
  }

  @Test("stopping resets those who have not finished")
  func unfinished() throws {
    let stage = try Stage()
    let slow = try Client(stage.path)
    slow.write(Sample().message.prefix(50))
    _ = try #require(stage.counters { $0.open == 1 })
    stage.listener.stop()
    #expect(slow.end() == .reset)
    #expect(stage.listener.counters.open == 0)
  }

  @Test("a passed socket is used, and its file and queue are left to the service manager")
  func passed() throws {
    let raw = cp_unix_listen(scratch.path + "/passed", 0o600, 10)
    let holder = Descriptor(adopting: raw)
    let environment = Environment(variables: [
      "LISTEN_PID": "\(getpid())", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "probe",
    ])
    let place = fcntl(raw, F_DUPFD, 200)
    let passed = try ListenDescriptors.adopt(environment, first: place)
    let one = try #require(passed.first)
    #expect(passed.count == 1 && one.name == "probe" && one.path == scratch.path + "/passed")
    let listener = try ProbeListener(try ListeningSocket(adopting: one), handler: Desk())
    #expect(try Client.send(Sample().message, to: one.path) == .clean)
    listener.stop()
    #expect(Files.exists(one.path))
    let waiting = try Client(one.path)
    waiting.write(Sample().message)
    let again = try ProbeListener(
      try ListeningSocket(
        adopting: try #require(try ListenDescriptors.adopt(environment, first: fcntl(holder.raw, F_DUPFD, 200)).first)),
      handler: Desk())
    #expect(waiting.end() == .clean, "it waited in the queue while nobody listened")
    again.stop()
  }
}
