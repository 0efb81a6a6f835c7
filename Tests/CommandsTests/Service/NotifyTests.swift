import Glibc
import Outbox
import Platform
import Testing

@Suite("service manager") struct NotifyTests {
  @Test("the daemon tells that it serves, how it is, that it lives, that it reads anew, and that it stops")
  func wholeLife() throws {
    let machine = try Machine()
    let manager = try ManagerSocket(machine.path + "/notify")
    machine.variables["NOTIFY_SOCKET"] = manager.name
    machine.variables["WATCHDOG_USEC"] = "100000"
    let daemon = try machine.daemon()
    eventually("ready") { !manager.all("READY=1").isEmpty }
    #expect(manager.all("READY=1").first == "READY=1\nMAINPID=\(daemon.pid)")
    eventually("status") { !manager.all("STATUS=nothing leaves this machine").isEmpty }
    #expect(manager.all("STATUS=").last?.contains("nobody has agreed to send to home") == true)
    eventually("signs of life") { manager.all("WATCHDOG=1").count > 5 }

    try machine.must("on", "home")
    eventually("another status") { !manager.all("STATUS=on for home, next report at ").isEmpty }

    // A loop that does not turn is not told to be alive.
    kill(daemon.pid, SIGSTOP)
    eventually("it stands still") {
      (try? Files.readText("/proc/\(daemon.pid)/stat"))?.contains(") T ") ?? false
    }
    let before = manager.all("WATCHDOG=1").count
    usleep(400_000)
    #expect(manager.all("WATCHDOG=1").count == before)
    kill(daemon.pid, SIGCONT)

    let began = Monotonic.now() * 1000
    daemon.send(SIGHUP)
    eventually("it serves again") { manager.all("READY=1").count == 2 }
    let reloading = try #require(manager.all("RELOADING=1").first).split(separator: "\n")
    let stamp = try #require(reloading.last { $0.hasPrefix("MONOTONIC_USEC=") }.flatMap { Int64($0.dropFirst(15)) })
    #expect(reloading.first == "RELOADING=1" && stamp >= began && stamp <= (Monotonic.now() + 1) * 1000)

    machine.stop(daemon)
    #expect(manager.all("STOPPING=1").count == 1)
  }

  @Test("an abstract socket is told too, and somebody else's watchdog is not fed") func abstract() throws {
    let machine = try Machine()
    let manager = try ManagerSocket("@" + machine.path)
    machine.variables["NOTIFY_SOCKET"] = manager.name
    machine.variables["WATCHDOG_USEC"] = "20000"
    machine.variables["WATCHDOG_PID"] = "1"
    let daemon = try machine.daemon()
    eventually("ready") { !manager.all("READY=1").isEmpty && !manager.all("STATUS=").isEmpty }
    machine.stop(daemon)
    #expect(manager.all("WATCHDOG=1").isEmpty && manager.all("STOPPING=1").count == 1)
  }

  @Test(
    "a manager that is not there, or no socket at all, is no reason not to serve",
    arguments: [
      "/nowhere/notify", "vsock:2:1234", "relative", "@", "/" + String(repeating: "x", count: 200),
    ]) func strange(_ name: String) throws
  {
    let machine = try Machine()
    machine.variables["NOTIFY_SOCKET"] = name
    machine.variables["WATCHDOG_USEC"] = "soon"
    machine.stop(try machine.daemon())
  }

  @Test("programs that the daemon starts know nothing of the manager") func children() throws {
    let machine = try Machine()
    let manager = try ManagerSocket(machine.path + "/notify")
    machine.variables["NOTIFY_SOCKET"] = manager.name
    machine.variables["WATCHDOG_USEC"] = "100000000"
    try machine.must("on", "home")
    let daemon = try machine.daemon()
    var holder: Int32 = 0
    eventually("the deliverer runs") {
      holder = ProcessLock.holder(directory: machine.state, .deliver) ?? 0
      return holder > 0
    }
    let variables = try Files.read("/proc/\(holder)/environ", limit: 1 << 20)
    let names = variables.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    #expect(names.contains { $0.hasPrefix("PATH=") })
    #expect(!names.contains { $0.hasPrefix("NOTIFY_SOCKET") || $0.hasPrefix("WATCHDOG") })
    machine.stop(daemon)
  }
}
