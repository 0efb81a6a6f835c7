import ArgumentParser
import Foundation
import Intake
import PostgresStorage
import Storage
import Web

/// The options of all commands.
struct Options: ParsableArguments {
  @Option(help: ArgumentHelp("Listen here. Port 0 takes a free one.", valueName: "host:port"))
  var listen: String?
  @Option(help: ArgumentHelp("Keep the SQLite file here.", valueName: "dir"))
  var stateDir: String?
  @Option(
    help: ArgumentHelp(
      "Keep everything in this PostgreSQL database instead; TELEMETRY_COLLECTOR_DATABASE serves as well, and hides a password.",
      valueName: "url"))
  var database: String?
  @Option(help: ArgumentHelp("Serve HTTPS with this certificate chain, PEM.", valueName: "file"))
  var tlsCertificate: String?
  @Option(help: ArgumentHelp("The certificate's private key, PEM.", valueName: "file"))
  var tlsKey: String?
  @Option(help: ArgumentHelp("Take records with this TID, may be repeated; 'any' takes all.", valueName: "tid"))
  var tenant: [String] = []
  @Option(
    help: ArgumentHelp(
      "Requests a second from one address, 0 for no limit (default: 200, and none for this machine).", valueName: "n"))
  var rateLimit: Int?
  @Option(help: ArgumentHelp("Connections at once (default: 20000).", valueName: "n"))
  var connectionLimit: Int?
  @Option(help: ArgumentHelp("Megabytes of a record's body (default: 16).", valueName: "mb"))
  var recordLimit: Int?
  @Option(help: ArgumentHelp("Megabytes of a report's body (default: 100).", valueName: "mb"))
  var reportLimit: Int?
  @Option(help: ArgumentHelp("Keep what arrives so long, 0 for ever (default: 35).", valueName: "days"))
  var keepDays: Int?
  @Option(
    help: ArgumentHelp(
      "Keep some records longer or shorter: severity, classification or machine_id, may be repeated; * stands for anything.",
      valueName: "field=value:days"))
  var keep: [String] = []

  /// These, and where one is not given that of the command before.
  func over(_ other: Options) -> Options {
    var options = self
    options.listen = listen ?? other.listen
    options.stateDir = stateDir ?? other.stateDir
    options.database = database ?? other.database
    options.tlsCertificate = tlsCertificate ?? other.tlsCertificate
    options.tlsKey = tlsKey ?? other.tlsKey
    options.tenant = tenant.isEmpty ? other.tenant : tenant
    options.rateLimit = rateLimit ?? other.rateLimit
    options.connectionLimit = connectionLimit ?? other.connectionLimit
    options.recordLimit = recordLimit ?? other.recordLimit
    options.reportLimit = reportLimit ?? other.reportLimit
    options.keepDays = keepDays ?? other.keepDays
    options.keep = keep.isEmpty ? other.keep : keep
    return options
  }

  /// What the options mean, in the environment of this process.
  func settings(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws(ProgramFault) -> Settings
  {
    var server = CollectorConfiguration()
    (server.host, server.port) = try Self.address(listen ?? "127.0.0.1:8080")
    switch (tlsCertificate, tlsKey) {
    case (nil, nil): break
    case (let certificate?, let key?): server.tls = .init(certificate: certificate, key: key)
    case (_?, nil):
      throw ProgramFault("the key is missing", at: "--tls-certificate", remedy: "add --tls-key FILE", .usage)
    case (nil, _?):
      throw ProgramFault("the certificate is missing", at: "--tls-key", remedy: "add --tls-certificate FILE", .usage)
    }
    if tenant.contains("any") {
      server.tenants = .any
    } else if !tenant.isEmpty {
      server.tenants = .only(Set(tenant))
    }
    if let rateLimit = try Self.number(rateLimit, "--rate-limit", 0...1_000_000) {
      server.limits.requestsPerSecond = Double(rateLimit)
      server.limits.requestBurst = Double(rateLimit) * 10
      server.limits.sparesLoopback = false
    }
    server.limits.connections =
      try Self.number(connectionLimit, "--connection-limit", 1...1_000_000) ?? server.limits.connections
    if let size = try Self.number(recordLimit, "--record-limit", 1...1000) { server.limits.recordBytes = size << 20 }
    if let size = try Self.number(reportLimit, "--report-limit", 1...1000) { server.limits.reportBytes = size << 20 }
    let url = database ?? environment["TELEMETRY_COLLECTOR_DATABASE"]
    let place: Settings.Place
    if let url, !url.isEmpty {
      try Self.check(url: url, at: database == nil ? "TELEMETRY_COLLECTOR_DATABASE" : "--database")
      place = .postgres(url: url)
    } else {
      place = .sqlite(directory: stateDir ?? Settings.standardDirectory(environment))
    }
    let days = try Self.number(keepDays, "--keep-days", 0...100_000) ?? 35
    var rules: [PurgePolicy.Rule] = []
    for text in keep { rules.append(try Self.rule(text)) }
    return Settings(server: server, place: place, policy: PurgePolicy(days: days, rules: rules))
  }

  static func check(
    url: String, at place: String, _ example: String = "postgresql://USER@HOST/NAME"
  ) throws(ProgramFault) {
    guard url.hasPrefix("postgresql://") || url.hasPrefix("postgres://") else {
      throw ProgramFault("no PostgreSQL URL", at: place, remedy: "write \(example)", .usage)
    }
    if let reason = PostgresStore.wrong(url: url) {
      throw ProgramFault("no PostgreSQL URL, \(reason)", at: place, remedy: "write \(example)", .usage)
    }
  }

  private static func number(_ value: Int?, _ option: String, _ range: ClosedRange<Int>) throws(ProgramFault) -> Int? {
    guard let value, !range.contains(value) else { return value }
    throw ProgramFault(
      "out of range, \(value)", at: option, remedy: "choose from \(range.lowerBound) to \(range.upperBound)", .usage)
  }

  /// `HOST:PORT`, `[IPV6]:PORT`.
  static func address(_ text: String) throws(ProgramFault) -> (host: String, port: Int) {
    let colon = text.lastIndex(of: ":")
    guard let colon, let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port) else {
      throw ProgramFault("no host and port, '\(text)'", at: "--listen", remedy: "write 127.0.0.1:8080", .usage)
    }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    guard !host.isEmpty else {
      throw ProgramFault("no host before the port", at: "--listen", remedy: "write 127.0.0.1:\(port)", .usage)
    }
    return (host, port)
  }

  /// `FIELD=VALUE:DAYS`.
  static func rule(_ text: String) throws(ProgramFault) -> PurgePolicy.Rule {
    let equals = text.firstIndex(of: "=")
    let colon = text.lastIndex(of: ":")
    guard let equals, let colon, equals < colon, let field = PurgePolicy.Rule.Field(rawValue: String(text[..<equals])),
      let days = Int(text[text.index(after: colon)...]), days >= 0, text.index(after: equals) < colon
    else {
      throw ProgramFault(
        "no rule, '\(text)'", at: "--keep", remedy: "write classification=org.clearlinux/hello/*:1", .usage)
    }
    return PurgePolicy.Rule(field: field, value: String(text[text.index(after: equals)..<colon]), days: days)
  }
}
