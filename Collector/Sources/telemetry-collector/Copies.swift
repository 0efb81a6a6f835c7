import Analysis
import ArgumentParser
import Crypto
import Foundation
import Intake
import PostgresStorage
import SQLiteStorage
import Storage

extension TelemetryCollector {
  /// Copies the SQLite file while it is written to.
  struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy the SQLite file into another, also while a collector runs.",
      discussion: "Copy a PostgreSQL database with pg_dump.")

    @Argument(help: "What the copy is called; one that is there is replaced when the copy is whole.")
    var file: String
    @ParentCommand var parent: TelemetryCollector
    @OptionGroup var options: StoreOptions

    func run() async throws {
      await Program.end { () async throws(ProgramFault) in
        try await Service(settings: try options.settings(parent.options)).backup(to: file)
      }
    }
  }

  /// Copies what a telemetrics backend kept.
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy the records of a telemetrics backend's PostgreSQL database.",
      discussion: """
        The old database is only read. The copy may be stopped and run again, also while either collector runs: what \
        was copied is recognised.
        """)

    @Argument(help: "The old database, postgresql://USER@HOST/telemetry; PGPASSWORD and ~/.pgpass serve.")
    var url: String
    @Option(help: ArgumentHelp("Give the records this TID (default: that of telemetrics-client).", valueName: "tid"))
    var tenant: String?
    @ParentCommand var parent: TelemetryCollector
    @OptionGroup var options: StoreOptions

    func run() async throws {
      await Program.end { () async throws(ProgramFault) in
        let tenant = try parent.options.oneTenant(tenant)
        try await Service(settings: try options.settings(parent.options)).copy(from: url, tenant: tenant)
      }
    }
  }
}

extension Service {
  func backup(to file: String) async throws(ProgramFault) {
    guard case .sqlite(let directory) = settings.place else {
      throw ProgramFault(
        "no SQLite file to copy", at: settings.placeName, remedy: "copy a PostgreSQL database with pg_dump", .usage)
    }
    let path = directory + "/collector.sqlite"
    guard FileManager.default.fileExists(atPath: path) else {
      throw ProgramFault("there is no store", at: path, remedy: "name its directory with --state-dir", .noInput)
    }
    let store = try await open()
    let health = await store.health()
    do throws(StoreFault) {
      if let store = store as? SQLiteStore { try await store.backup(to: file) }
    } catch {
      await store.close()
      let reason = error.text.hasPrefix(file + ": ") ? String(error.text.dropFirst(file.count + 2)) : error.text
      throw ProgramFault("cannot be written, \(reason)", at: file, remedy: "name another file", .cannotCreate)
    }
    await store.close()
    print("copied \(health.records) records and \(health.reports) reports to \(file)")
  }

  func copy(from url: String, tenant: String?) async throws(ProgramFault) {
    try Options.check(url: url, at: "import", "postgresql://USER@HOST/telemetry")
    let store = try await open()
    let isShown = isatty(STDERR_FILENO) == 1
    let done: ImportProgress
    do throws(StoreFault) {
      done = try await importTelemetrics(
        from: url, tenant: tenant ?? TenantPolicy.standardTenant, into: store,
        identity: { Array(SHA256.hash(data: $0)) },
        analyse: { PayloadAnalysis.findings(classification: $0.classification, payload: $0.payload, blocked: []) },
        progress: { state in
          if isShown { FileHandle.standardError.write(Data("\r\(state.read) of \(state.total) records".utf8)) }
        })
    } catch {
      await store.close()
      throw ProgramFault(error, at: Settings.withoutPassword(url))
    }
    await store.close()
    if isShown { FileHandle.standardError.write(Data("\n".utf8)) }
    print("copied \(done.read - done.repeated - done.skipped.count) records, \(done.repeated) were there before")
    guard done.skipped.isEmpty else {
      let list = done.skipped.map(String.init).joined(separator: ", ")
      throw ProgramFault(
        "rows that are no records were left out", at: "numbers \(list)", remedy: "see them in the old database",
        .badData)
    }
  }
}
