import Foundation
import PostgresStorage
import SQLiteStorage
import Storage
import Web

/// What is found out without starting.
struct Checked {
  var lines: [String]
  var faults: [ProgramFault]
}

extension Service {
  /// Looks at everything the settings name, and changes nothing: all faults, not only the first.
  func look() async -> Checked {
    var faults: [ProgramFault] = []
    do throws(ProgramFault) { try settings.check() } catch { faults.append(error) }
    do throws(ProgramFault) { try settings.checkAddress() } catch { faults.append(error) }
    var lines = [settings.summary]
    do throws(ProgramFault) {
      let schema = try await schema()
      lines.append("schema: " + (schema.map(String.init) ?? "none yet, made by the first start"))
      let users = schema == SQLSchema.version ? try await countUsers() : 0
      lines.append("reading: " + settings.readers(users))
    } catch {
      faults.append(error)
    }
    if let warning = settings.warning { lines.append("warning: " + warning) }
    return Checked(lines: lines, faults: faults)
  }

  private func schema() async throws(ProgramFault) -> Int? {
    try settings.checkFile()
    do throws(StoreFault) {
      switch settings.place {
      case .sqlite(let directory): return try SQLiteStore.schema(path: directory + "/collector.sqlite")
      case .postgres(let url): return try await PostgresStore.schema(url: url)
      }
    } catch { throw ProgramFault(error, at: settings.placeName) }
  }

  private func countUsers() async throws(ProgramFault) -> Int {
    let store = try await open()
    do throws(StoreFault) {
      let count = try await Accounts(store).all().count
      await store.close()
      return count
    } catch {
      await store.close()
      throw ProgramFault(error, at: settings.placeName)
    }
  }
}

extension Settings {
  private var isLocal: Bool { UserAccess.isLoopback(host: server.host) }

  /// Who may read, in words.
  func readers(_ users: Int) -> String {
    if users > 0 { return "\(users) \(users == 1 ? "user" : "users")" }
    return isLocal
      ? "open on this machine, as there is no user"
      : "users only, and there is none yet: telemetry-collector user add NAME"
  }

  /// What a reader elsewhere should not have to find out; nil: nothing.
  var warning: String? {
    guard !isLocal, server.tls == nil else { return nil }
    return "passwords and records cross the network unencrypted: name --tls-certificate and --tls-key, "
      + "or listen on 127.0.0.1 behind a proxy that has them"
  }

  /// Whether the address may be listened on now.
  func checkAddress() throws(ProgramFault) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE
    var list: UnsafeMutablePointer<addrinfo>?
    let name = address(port: server.port)
    guard getaddrinfo(server.host, String(server.port), &hints, &list) == 0, let first = list else {
      throw ProgramFault(.noHost(address: name))
    }
    defer { freeaddrinfo(list) }
    let descriptor = socket(first.pointee.ai_family, first.pointee.ai_socktype, 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0, listen(descriptor, 1) == 0 else {
      throw ProgramFault(CollectorServer.Fault(listening: "\(server.host):\(server.port)", errno))
    }
  }
}
