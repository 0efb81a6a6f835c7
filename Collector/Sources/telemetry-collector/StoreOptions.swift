import ArgumentParser
import Foundation
import Storage
import Web

/// The options of commands that only need the store.
struct StoreOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Where the SQLite file is.", valueName: "dir"))
  var stateDir: String?
  @Option(help: ArgumentHelp("The PostgreSQL database; TELEMETRY_COLLECTOR_DATABASE serves as well.", valueName: "url"))
  var database: String?

  /// The settings that these and the options before the command come to.
  func settings(_ before: Options) throws(ProgramFault) -> Settings {
    var options = before
    options.stateDir = stateDir ?? before.stateDir
    options.database = database ?? before.database
    return try options.settings()
  }
}

extension Options {
  /// The one TID a command is about. The option has its name in common with that of the program, which takes it first.
  func oneTenant(_ own: String?) throws(ProgramFault) -> String? {
    let named = own.map { [$0] } ?? tenant
    guard named.count < 2, named.first != "any", named.first != "" else {
      throw ProgramFault("no single TID", at: "--tenant", remedy: "name one", .usage)
    }
    return named.first
  }
}

extension Program {
  /// Runs a command on the users of the store.
  static func users(
    _ options: StoreOptions, _ before: Options, _ body: (Accounts) async throws(ProgramFault) -> Void
  ) async {
    await end { () async throws(ProgramFault) in
      let store = try await Service(settings: try options.settings(before)).open()
      do throws(ProgramFault) {
        try await body(Accounts(store))
      } catch {
        await store.close()
        throw error
      }
      await store.close()
    }
  }
}

extension Accounts {
  /// Runs it, and says what went wrong in words.
  func told<Value>(
    _ name: String, _ body: () async throws(AccountFault) -> Value
  ) async throws(ProgramFault) -> Value {
    do throws(AccountFault) { return try await body() } catch {
      switch error {
      case .badName:
        throw ProgramFault("no name for a user", at: name, remedy: "use 1 to 64 of a-z A-Z 0-9 . _ - @", .usage)
      case .shortPassword:
        throw ProgramFault(
          "the password is too short or too long", at: name,
          remedy: "use at least \(Self.shortestPassword) characters and at most 1000 bytes", .badData)
      case .exists:
        throw ProgramFault(
          "there is a user of this name", at: name, remedy: "change the password with user password \(name)",
          .cannotCreate)
      case .missing:
        throw ProgramFault("there is no such user", at: name, remedy: "see user list", .noInput)
      case .boundWriter:
        throw ProgramFault(
          "one bound to a tenant cannot write", at: name,
          remedy: "comments and block lists are of all tenants: leave --write or --tenant away", .usage)
      case .noMemory:
        throw ProgramFault("no memory for the hash", at: name, remedy: "free 19 MB and try again", .unavailable)
      case .store(let fault): throw ProgramFault(fault, at: "the users")
      }
    }
  }
}
