import Glibc
import Outbox
import Platform
import Privacy
import Report
import Settings

/// Agreeing, withdrawing and switching channels: done by a person, written down at once, in force at once.
public struct ConsentActions: Sendable {
  private let settings: AgentSettings
  /// The person who acts.
  private let uid: UInt32

  public init(_ settings: AgentSettings, uid: UInt32 = getuid()) {
    self.settings = settings
    self.uid = uid
  }

  /// Agrees to send to the destinations (none named: every configured one) what the channels carry (none named: those
  /// that are on). Named channels are switched on as well. `newFields`: what shall become of fields that come later,
  /// for all destinations; nil leaves that as it is.
  /// - Returns: a line for each destination, and one for what was chosen anew.
  public func agree(
    _ destinations: [Destination], channels: [Channel]? = nil, licence: String? = nil,
    newFields: NewFieldsChoice? = nil, now: Timestamp = .now()
  ) throws(Explanation) -> [String] {
    let wanted = destinations.isEmpty ? Destination.allCases.filter { settings.destinations[$0] != nil } : destinations
    guard !wanted.isEmpty else { throw AgentFault.notConfigured(.home).explanation }
    for destination in wanted {
      // The old client's `opt-in` asks for no server either.
      if settings.destinations[destination] == nil, destination != .collector {
        throw AgentFault.notConfigured(destination).explanation
      }
      try Self.checkLicence(destination, licence)
    }
    let chosen = try choice(newFields)
    var shadow: Setting.Origin?
    let agreed = channels ?? Channel.allCases.filter { settings.channel($0).isOn }
    // A damaged consent file is replaced: agreeing anew is what it asks for.
    var agreements = Consent.read(in: settings.stateDirectory).agreements
    let inForce = optIn.applied(to: agreements)
    for destination in wanted {
      agreements[destination] = Agreement(
        uid: uid, name: Identity.userName(uid), at: now, since: inForce[destination]?.since ?? now,
        url: settings.destinations[destination] ?? "", channels: agreed, licence: licence,
        revision: revision(inForce[destination], newFields))
    }
    try write(agreements) { () throws(Explanation) in
      let isMade = wanted.contains(.collector) ? try giveOptIn() : false
      do throws(Explanation) {
        for channel in channels ?? [] where !settings.channel(channel).isOn { try switchChannel(channel, on: true) }
        if let chosen { shadow = try set("privacy", "new-fields", chosen.rawValue).shadowedBy }
      } catch {
        if isMade { _ = try? optIn.take() }
        throw error
      }
    }
    let words = agreed.map(\.rawValue).joined(separator: ", ")
    var lines = wanted.map {
      "\($0.rawValue) is on: \(words)"
        + (settings.destinations[$0].map { " to \($0)" } ?? "; no server is configured: records stay on this machine")
    }
    if let chosen {
      lines.append("\(chosen.line), for every destination")
      if let shadow { lines.append("that does not count: \(shadow.place) sets it too") }
    }
    note("consent", lines)
    return lines
  }

  /// What is to be written; nil when it is so already.
  private func choice(_ wanted: NewFieldsChoice?) throws(Explanation) -> NewFieldsChoice? {
    guard let wanted, wanted != settings.configuration.newFields else { return nil }
    let origin = settings.configuration.setting("privacy", "new-fields").origin
    guard case .environment = origin else { return wanted }
    throw Explanation(
      "it cannot be chosen here", at: NewFieldsChoice.setting, remedy: "the \(origin.place) decides it",
      exit: .badConfiguration)
  }

  /// The field set that is agreed to: all there is. Who never wants anything new stays with what was agreed to first.
  private func revision(_ inForce: Agreement?, _ chosen: NewFieldsChoice?) -> Int {
    guard chosen ?? settings.configuration.newFields == .never, let inForce else { return FieldRegistry.revision }
    return min(inForce.revision, FieldRegistry.revision)
  }

  /// Takes consent back for everything. Nothing is told to anybody; what waits is withdrawn, and the ledger says so.
  /// - Returns: what happened, a line each.
  public func withdraw() throws(Explanation) -> [String] {
    let wasGiven = Consent.current(in: settings.stateDirectory, environment: settings.environment) != .given([:])
    try write([:]) { () throws(Explanation) in try takeOptIn(by: "telemetry-tui off") }
    var lines = [wasGiven ? "off: nothing leaves this machine" : "off already: nothing leaves this machine"]
    let withdrawn = try withdrawWaiting { _ in "consent was withdrawn" }
    if withdrawn > 0 { lines.append("\(withdrawn) waiting record\(withdrawn == 1 ? " was" : "s were") withdrawn") }
    note("consent", lines)
    return lines
  }

  /// Takes consent back for these destinations alone; what waits for them is withdrawn.
  /// - Returns: what happened, a line each.
  public func withdraw(_ destinations: [Destination]) throws(Explanation) -> [String] {
    let consent = Consent.read(in: settings.stateDirectory)
    // What cannot be read lets nothing through, and says what to do; half of it cannot be taken back.
    if case .unreadable(let explanation) = consent { throw explanation }
    let inForce = optIn.applied(to: consent.agreements)
    let agreements = consent.agreements.filter { !destinations.contains($0.key) }
    var lines = destinations.map { "\($0.rawValue) is off" + (inForce[$0] == nil ? " already" : "") }
    try write(agreements) { () throws(Explanation) in
      if destinations.contains(.collector) { try takeOptIn(by: "telemctl opt-out") }
    }
    let withdrawn = try withdrawWaiting { destinations.contains($0.destination) ? "consent was withdrawn" : nil }
    if withdrawn > 0 { lines.append("\(withdrawn) waiting record\(withdrawn == 1 ? " was" : "s were") withdrawn") }
    note("consent", lines)
    return lines
  }

  /// Switches a channel. Switched on, it counts as agreed to wherever there is consent already; switched off, waiting
  /// records that hold its fields are withdrawn.
  public func setChannel(_ channel: Channel, on: Bool, now: Timestamp = .now()) throws(Explanation) -> [String] {
    try switchChannel(channel, on: on)
    var lines = ["channel \(channel.rawValue) is \(on ? "on" : "off")"]
    if on {
      var agreements = Consent.read(in: settings.stateDirectory).agreements
      for (destination, agreement) in agreements where !agreement.channels.contains(channel) {
        agreements[destination]?.channels = (agreement.channels + [channel]).sorted()
        agreements[destination]?.at = now
        agreements[destination]?.uid = uid
        agreements[destination]?.name = Identity.userName(uid)
        lines.append("\(destination.rawValue) gets it from now on")
      }
      if lines.count > 1 { try write(agreements) }
    } else {
      let withdrawn = try withdrawWaiting {
        $0.channels.contains(channel) ? "the channel \(channel.rawValue) was switched off" : nil
      }
      if withdrawn > 0 { lines.append("\(withdrawn) waiting record\(withdrawn == 1 ? " was" : "s were") withdrawn") }
    }
    note("channel", lines)
    return lines
  }

  private static func checkLicence(_ destination: Destination, _ given: String?) throws(Explanation) {
    guard let wanted = Licence.asked(by: destination), given != wanted.id else { return }
    throw Explanation(
      "the data is shared under the \(wanted.title) (\(wanted.url))", at: destination.rawValue,
      remedy: "add --license \(wanted.id) to agree", exit: .noPermission)
  }

  private func switchChannel(_ channel: Channel, on: Bool) throws(Explanation) {
    _ = try set("telemetry", "channel_\(channel.rawValue)", on ? "true" : "false")
  }

  private func set(
    _ section: String, _ key: String, _ value: String
  ) throws(Explanation) -> ConfigurationEditor.Change {
    do throws(SettingsFault) {
      return try ConfigurationEditor(settings.configuration).set(section, key, value)
    } catch {
      throw error.explanation
    }
  }

  private var optIn: OptIn { OptIn(settings.environment) }

  /// Whether the file was made.
  private func giveOptIn() throws(Explanation) -> Bool {
    do throws(SystemError) { return try optIn.give() } catch { throw asRoot(error, "telemetry-tui on collector") }
  }

  private func takeOptIn(by command: String) throws(Explanation) {
    do throws(SystemError) { try optIn.take() } catch { throw asRoot(error, command) }
  }

  /// An agent that became another user may not do what root may.
  private func asRoot(_ error: SystemError, _ command: String) -> Explanation {
    var explanation = error.explanation
    if explanation.exit == .noPermission, !settings.environment.isRoot {
      explanation.remedy = "run `\(command)` as root"
    }
    return explanation
  }

  /// Writes the file and does the other half, or neither.
  private func write(
    _ agreements: [Destination: Agreement], and half: () throws(Explanation) -> Void = {}
  ) throws(Explanation) {
    let path = Consent.path(in: settings.stateDirectory)
    let before: [UInt8]?
    do throws(SystemError) {
      try Files.makeDirectory(settings.stateDirectory, mode: 0o700)
      before = try? Files.read(path)
      try Consent.write(agreements, in: settings.stateDirectory)
    } catch {
      throw error.explanation
    }
    do throws(Explanation) {
      try half()
    } catch {
      do throws(SystemError) {
        if let before { try Files.replace(path, with: before, mode: 0o600) } else { unlink(path) }
      } catch {
        throw error.explanation
      }
      throw error
    }
  }

  /// Takes the waiting records back for which a reason is given.
  private func withdrawWaiting(_ reason: (SpoolEntry) -> String?) throws(Explanation) -> Int {
    guard Files.exists(Outbox.path(in: settings.stateDirectory)) else { return 0 }
    do throws(OutboxFault) {
      let outbox = try Outbox(directory: settings.stateDirectory, access: .readWrite)
      outbox.discards = settings.discards
      var withdrawn = 0
      var last: Int64 = 0
      while true {
        let page = try outbox.waiting(limit: 500, after: last)
        guard let end = page.last else { return withdrawn }
        last = end.number
        let outcomes = page.compactMap { entry in reason(entry).map { Outcome.withdrawn(id: entry.id, reason: $0) } }
        if !outcomes.isEmpty { withdrawn += try outbox.settle(outcomes).count }
      }
    } catch {
      throw error.explanation
    }
  }

  /// The outbox's event list is the history people see; consent stands without it.
  private func note(_ kind: String, _ lines: [String]) {
    guard let outbox = try? Outbox(directory: settings.stateDirectory, access: .readWrite) else { return }
    let who = Identity.userName(uid)
    for line in lines { try? outbox.note(kind, "\(line) (by \(who))") }
  }
}
