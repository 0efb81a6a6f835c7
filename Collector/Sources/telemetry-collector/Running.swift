import Foundation
import Logging
import ServiceLifecycle
import UnixSignals
import Web

/// Tells once where the page is.
struct Ready: Sendable {
  let settings: Settings
  let manager: ServiceManager

  func tell(port: Int) {
    let address = "\(settings.server.tls == nil ? "http" : "https")://\(settings.address(port: port))/"
    FileHandle.standardOutput.write(Data("listening on \(address)\n".utf8))
    manager.tell("READY=1\nSTATUS=listening on \(address)")
  }
}

/// The server, as a service that ends with the others.
struct Serving: ServiceLifecycle.Service {
  let server: CollectorServer
  let ready: Ready

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await server.run { port in ready.tell(port: port) }
    } onGracefulShutdown: {
      ready.manager.tell("STOPPING=1\nSTATUS=answering what is under way")
    }
  }
}

/// Reads the TLS files again on SIGHUP.
struct Reloading: ServiceLifecycle.Service {
  let server: CollectorServer
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      for await _ in await UnixSignalsSequence(trapping: .sighup) {
        do throws(CollectorServer.Fault) {
          try server.reload()
          logger.notice("the certificate was read again")
        } catch {
          logger.error("the certificate of before stays: \(ProgramFault(error).line)")
        }
      }
    }
  }
}

/// Tells the service manager that the program lives, as often as it wants to hear it.
struct Heartbeat: ServiceLifecycle.Service {
  let manager: ServiceManager

  func run() async throws {
    await cancelWhenGracefulShutdown {
      let pause = manager.watchdog.map { $0 / 2 } ?? .seconds(86_400)
      while !Task.isCancelled {
        if manager.watchdog != nil { manager.tell("WATCHDOG=1") }
        try? await Task.sleep(for: pause)
      }
    }
  }
}
