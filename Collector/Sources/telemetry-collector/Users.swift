import ArgumentParser
import Foundation
import Storage
import Web

extension TelemetryCollector {
  /// Who may read.
  struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "user", abstract: "Say who may read the pages and the API.",
      discussion: """
        Without users the pages are open on this machine, and to nobody elsewhere. Changes count at once, also in \
        running collectors on the same store.
        """,
      subcommands: [Add.self, List.self, Remove.self, Password.self, Token.self])

    @ParentCommand var parent: TelemetryCollector
  }
}

extension TelemetryCollector.User {
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a user; the password is asked for, or read from standard input.")

    @Argument var name: String
    @Option(help: ArgumentHelp("Shows only records with this TID.", valueName: "tid"))
    var tenant: String?
    @Flag(help: "Lets the user change comments, block lists and what is hidden.")
    var write = false
    @ParentCommand var parent: TelemetryCollector.User
    @OptionGroup var options: StoreOptions

    func run() async throws {
      await Program.users(options, parent.parent.options) { accounts throws(ProgramFault) in
        let tenant = try parent.parent.options.oneTenant(tenant)
        let password = try Terminal.newPassword(of: name)
        try await accounts.told(name) { () async throws(AccountFault) in
          try await accounts.add(name, password: password, tenant: tenant, writes: write)
        }
        print("user \(name) added")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the users: name, what they may, tenant, tokens, since when.")

    @ParentCommand var parent: TelemetryCollector.User
    @OptionGroup var options: StoreOptions

    func run() async throws {
      await Program.users(options, parent.parent.options) { accounts throws(ProgramFault) in
        let (all, tokens) = try await accounts.told("") { () async throws(AccountFault) in
          do throws(StoreFault) {
            return (try await accounts.all(), try await accounts.tokenCounts())
          } catch { throw .store(error) }
        }
        for account in all {
          let time = Date(timeIntervalSince1970: TimeInterval(account.made)).ISO8601Format()
          let may = account.writes ? "write" : "read"
          print("\(account.name)\t\(may)\t\(account.tenant ?? "all")\t\(tokens[account.name] ?? 0) tokens\t\(time)")
        }
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove a user, with all tokens and sessions.")

    @Argument var name: String
    @ParentCommand var parent: TelemetryCollector.User
    @OptionGroup var options: StoreOptions

    func run() async throws {
      await Program.users(options, parent.parent.options) { accounts throws(ProgramFault) in
        try await accounts.told(name) { () async throws(AccountFault) in try await accounts.remove(name) }
        print("user \(name) removed")
      }
    }
  }

  struct Password: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set another password, and end the user's sessions.")

    @Argument var name: String
    @ParentCommand var parent: TelemetryCollector.User
    @OptionGroup var options: StoreOptions

    func run() async throws {
      await Program.users(options, parent.parent.options) { accounts throws(ProgramFault) in
        let password = try Terminal.newPassword(of: name)
        try await accounts.told(name) { () async throws(AccountFault) in
          try await accounts.setPassword(name, password)
        }
        print("password of \(name) set")
      }
    }
  }

  struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a new token, once: Authorization: Bearer TOKEN.")

    @Argument var name: String
    @Flag(help: "Take all tokens of the user back instead.")
    var revoke = false
    @ParentCommand var parent: TelemetryCollector.User
    @OptionGroup var options: StoreOptions

    func run() async throws {
      await Program.users(options, parent.parent.options) { accounts throws(ProgramFault) in
        if revoke {
          let count = try await accounts.told(name) { () async throws(AccountFault) in
            try await accounts.revoke(name)
          }
          print("\(count) tokens of \(name) taken back")
        } else {
          print(
            try await accounts.told(name) { () async throws(AccountFault) in try await accounts.token(name) })
        }
      }
    }
  }
}
