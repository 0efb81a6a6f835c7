import Digest
import Platform
import Report
import Settings

/// Makes the final request of a record that a local program handed over, exactly once.
///
/// In both forms every value is whole and the payload is what the program gave: nothing is cut at a space, no line feed
/// is added. In the `headers` form a body of no bytes is sent as it is, which the public collector accepts.
public struct ProbeSealer: Sendable {
  public let form: WireForm
  public let server: String
  /// The header line of `[settings] tidheader`; nil sends none.
  public let tenant: SealedRequest.Header?
  /// Who vouches for the server.
  public let authority: SealedRecord.Authority

  /// Seconds of the year 9999: a collector cannot show a later moment.
  private static let latest: Int64 = 253_402_300_799

  /// The server, form and headers of a configuration: the machine's, or one that a record brought of its own, whose
  /// `cainfo` then goes with the record.
  /// - Throws: when no server is named. The default one is there to be looked at, nobody chose it.
  public init(_ configuration: Configuration, isRecordsOwn: Bool = false) throws(Explanation) {
    guard configuration.isExplicit("settings", "server"), let server = configuration.string("settings", "server") else {
      throw AgentFault.notConfigured(.collector).explanation
    }
    self.init(
      server: server,
      form: .chosen(by: configuration.string("settings", "protocol") ?? "", server: server),
      tidheader: configuration.string("settings", "tidheader") ?? "",
      authority: isRecordsOwn ? configuration.string("settings", "cainfo").map { .file($0) } ?? .system : .configured)
  }

  public init(
    server: String, form: WireForm, tidheader: String, authority: SealedRecord.Authority = .configured
  ) {
    self.authority = authority
    self.server = server
    self.form = form
    tenant = Self.header(tidheader)
  }

  /// - Parameters:
  ///   - headers: the 15 names and values, in the order of the record format; `machine_id` is replaced.
  ///   - payload: as the program gave it.
  ///   - machineID: the id of this moment.
  ///   - id: the record's own, random when nil.
  /// - Returns: the record, for the destination `collector`.
  /// - Throws: what is wrong with a record that no collector takes and no ledger can hold.
  public func seal(
    _ headers: [(name: String, value: String)], payload: [UInt8], machineID: String, id: String? = nil
  ) throws(Explanation) -> SealedRecord {
    let classification = try Self.value("classification", headers)
    func fault(_ what: String) -> Explanation { Explanation(what, at: classification, exit: .badData) }
    for (name, _) in headers where !Self.isName(name) { throw fault("`\(name)` is no header name") }
    let severityText = try Self.value("severity", headers)
    guard let severity = Self.number(severityText), (1...4).contains(severity) else {
      throw fault("the severity `\(severityText)` is not 1 to 4")
    }
    let created = try Self.value("creation_timestamp", headers)
    guard let seconds = Self.number(created), (0...Self.latest).contains(seconds) else {
      throw fault("the creation_timestamp `\(created)` is no number of seconds")
    }
    let event = try Self.value("event_id", headers)
    let own: String
    if let id { own = id } else { own = try Self.freshID() }
    let known = headers.map { $0.name == "machine_id" ? (name: $0.name, value: machineID) : $0 }
    let request = request(known, payload)
    return SealedRecord(
      id: own, source: .probe, channels: [Self.channel(of: classification)],
      destination: .collector, classification: classification, severity: Int(severity),
      eventID: Self.isEventID(event) ? event : "", created: Timestamp(seconds: seconds),
      revision: FieldRegistry.revision, request: request, sha256: Hex.encode(Digest.sha256(request.body)),
      authority: authority)
  }

  private static func freshID() throws(Explanation) -> String {
    do throws(SystemError) { return try Randomness.identifier() } catch { throw error.explanation }
  }

  /// `crash` when any part of the classification is that word, else `event`.
  public static func channel(of classification: String) -> Channel {
    classification.split(separator: "/").contains("crash") ? .crash : .event
  }

  // MARK: - The two forms

  private func request(_ headers: [(name: String, value: String)], _ payload: [UInt8]) -> SealedRequest {
    switch form {
    case .headers:
      var sent = headers.map { SealedRequest.Header($0.name, Self.headerText($0.value)) }
      if let tenant { sent.append(tenant) }
      sent.append(.init("Content-Type", "application/text"))
      return SealedRequest(method: "POST", url: server, headers: sent, body: payload)
    case .json:
      var object = JSONObject()
      for (name, value) in headers { object[name] = .string(value) }
      object["payload"] = .string(Self.text(payload))
      return SealedRequest(
        method: "POST", url: server, headers: (tenant.map { [$0] } ?? []) + [.init("Content-Type", "application/json")],
        body: JSONWriter.bytes(.object(object)))
    }
  }

  /// A payload that is no UTF-8 is read as Latin-1, byte by byte, as the public collector reads such a body: every byte
  /// can be told from the text.
  static func text(_ payload: [UInt8]) -> String {
    if let text = String(validating: payload, as: UTF8.self) { return text }
    var text = ""
    text.unicodeScalars.append(contentsOf: payload.lazy.map { Unicode.Scalar($0) })
    return text
  }

  /// HTTP knows no control characters in a header but the tab: each becomes a question mark.
  static func headerText(_ value: String) -> String {
    guard value.utf8.contains(where: isControl) else { return value }
    return String(decoding: value.utf8.map { isControl($0) ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
  }

  private static func isControl(_ byte: UInt8) -> Bool { (byte < 0x20 && byte != 0x09) || byte == 0x7F }

  /// As libcurl reads a header line: without a colon, or with nothing behind it, it is none.
  private static func header(_ line: String) -> SealedRequest.Header? {
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = String(line[..<colon])
    let value = String(line[colon...].dropFirst().drop { $0 == " " || $0 == "\t" })
    return isName(name) && !value.isEmpty ? SealedRequest.Header(name, headerText(value)) : nil
  }

  // MARK: - Checks

  private static func value(
    _ name: String, _ headers: [(name: String, value: String)]
  ) throws(Explanation) -> String {
    guard let header = headers.first(where: { $0.name == name }) else {
      throw Explanation("the record has no \(name)", at: "record of a program", exit: .badData)
    }
    return header.value
  }

  /// Digits alone, as the public collector reads them: Swift would take a sign.
  private static func number(_ text: String) -> Int64? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int64(text) : nil
  }

  /// What RFC 9110 calls a token, without its rarer punctuation.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  private static func isEventID(_ text: String) -> Bool {
    text.utf8.count == 32 && text == text.lowercased() && Hex.decode(text) != nil
  }
}
