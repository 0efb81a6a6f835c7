import Outbox
import Platform
import Report
import Settings

// `status --json`, and the control socket's form of the same.

extension AgentStatus {
  public var json: JSON {
    .pairs([
      "daemon": daemon.map { .int($0) } ?? .null, "host": .string(host), "now": now.json, "node": node.json,
      "destinations": .array(destinations.map(\.json)), "channels": .array(channels.map(\.json)),
      "attention": .array(attention.map(\.json)), "spool": spool.json, "machine_id": machineID.json,
      "new_fields": .string(newFields.rawValue), "programs": programs?.json ?? .null,
      "events": .array(events.map(\.json)),
    ])
  }

  init?(_ json: JSON) {
    guard let host = json["host"]?.stringValue, let now = Timestamp(json["now"]),
      let node = json["node"].flatMap(NodeStatus.init), let spool = json["spool"].flatMap(SpoolSummary.init),
      let machineID = json["machine_id"].flatMap(MachineIDStatus.init)
    else { return nil }
    func list<Item>(_ name: String, _ make: (JSON) -> Item?) -> [Item] {
      (json[name]?.arrayValue ?? []).compactMap(make)
    }
    self.init(
      daemon: json["daemon"]?.intValue.flatMap(Int32.init(exactly:)), host: host, now: now, node: node,
      destinations: list("destinations", DestinationStatus.init), channels: list("channels", ChannelStatus.init),
      attention: list("attention", Attention.init), spool: spool, machineID: machineID,
      newFields: json["new_fields"]?.stringValue.flatMap(NewFieldsChoice.init(rawValue:)) ?? .ask,
      programs: json["programs"].flatMap(ProbeStatus.init),
      events: list("events", Event.init))
  }
}

extension Timestamp {
  var json: JSON { .string(iso8601(milliseconds: true)) }

  init?(_ json: JSON?) {
    guard let text = json?.stringValue else { return nil }
    self.init(iso8601: text)
  }
}

extension ProbeStatus {
  var json: JSON {
    var all = JSONObject()
    all["socket"] = .text(socket)
    all["trouble"] = .text(trouble)
    for (name, path) in Counts.names { all[name] = .int(counts[keyPath: path]) }
    return .object(all)
  }

  init?(_ json: JSON) {
    guard let all = json.objectValue else { return nil }
    self.init(socket: all["socket"]?.stringValue, trouble: all["trouble"]?.stringValue)
    for (name, path) in Counts.names { counts[keyPath: path] = all[name]?.intValue.map { Int($0) } ?? 0 }
  }
}

extension NodeStatus {
  var json: JSON {
    .pairs(["address": .text(address), "state": .string(state.rawValue), "reason": .text(reason)])
  }

  init?(_ json: JSON) {
    guard let state = json["state"]?.stringValue.flatMap(State.init(rawValue:)) else { return nil }
    self.init(address: json["address"]?.stringValue, state: state, reason: json["reason"]?.stringValue)
  }
}

extension DestinationStatus {
  var json: JSON {
    .pairs([
      "destination": .string(destination.rawValue), "url": .text(url), "state": .string(state.rawValue),
      "reason": .text(reason), "consent": consent?.json ?? .null, "next_report": nextReport?.json ?? .null,
      "missing": .text(missing), "new_fields": .array(newFields.map(JSON.string)),
      "accepted_fields": .array(acceptedFields.map(JSON.string)),
      "last_result": lastResult?.json ?? .null, "waiting": .int(waiting), "waiting_bytes": .int(waitingBytes),
      "trouble": trouble?.json ?? .null, "pace": pace?.json ?? .null,
    ])
  }

  init?(_ json: JSON) {
    guard let destination = json["destination"]?.stringValue.flatMap(Destination.init(rawValue:)),
      let state = json["state"]?.stringValue.flatMap(State.init(rawValue:))
    else { return nil }
    self.init(
      destination: destination, url: json["url"]?.stringValue, state: state, reason: json["reason"]?.stringValue,
      consent: json["consent"].flatMap(ConsentSummary.init), nextReport: Timestamp(json["next_report"]),
      missing: json["missing"]?.stringValue,
      newFields: (json["new_fields"]?.arrayValue ?? []).compactMap(\.stringValue),
      lastResult: json["last_result"].flatMap(LastResult.init), waiting: json.count("waiting"),
      waitingBytes: json.count("waiting_bytes"), trouble: json["trouble"].flatMap(Trouble.init),
      pace: json["pace"].flatMap(Paced.init(json:)))
    acceptedFields = (json["accepted_fields"]?.arrayValue ?? []).compactMap(\.stringValue)
  }
}

extension Paced {
  /// The outage in seconds.
  var json: JSON { .pairs(["outage": .int(outage / 1000), "next": next.json, "until": until.json]) }

  init?(json: JSON) {
    guard let next = Timestamp(json["next"]), let until = Timestamp(json["until"]) else { return nil }
    self.init(outage: Int64(json.count("outage")) * 1000, next: next, until: until)
  }

  /// `paced after an outage of 1 h: next in 8 min`.
  public func words(at now: Timestamp) -> String {
    "paced after an outage of \(Digits.span(milliseconds: outage)): next in "
      + Digits.span(milliseconds: max(0, next - now))
  }
}

extension DestinationStatus.ConsentSummary {
  var json: JSON {
    .pairs([
      "by": .string(by), "at": at.json, "channels": .array(channels.map { .string($0.rawValue) }),
      "licence": .text(licence), "revision": .int(revision),
    ])
  }

  init?(_ json: JSON) {
    guard let by = json["by"]?.stringValue, let at = Timestamp(json["at"]) else { return nil }
    self.init(
      by: by, at: at,
      channels: (json["channels"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(Channel.init(rawValue:)) },
      licence: json["licence"]?.stringValue, revision: json.count("revision"))
  }
}

extension DestinationStatus.LastResult {
  var json: JSON {
    .pairs([
      "at": at.json, "result": .string(result), "status": .int(status), "bytes": .int(bytes),
      "sha256": .string(sha256),
    ])
  }

  init?(_ json: JSON) {
    guard let at = Timestamp(json["at"]), let result = json["result"]?.stringValue else { return nil }
    self.init(
      at: at, result: result, status: json.count("status"), bytes: json.count("bytes"),
      sha256: json["sha256"]?.stringValue ?? "")
  }
}

extension DestinationStatus.Trouble {
  var json: JSON {
    .pairs([
      "since": since.json, "failures": .int(failures), "reason": .string(reason), "next_try": nextTry?.json ?? .null,
    ])
  }

  init?(_ json: JSON) {
    guard let since = Timestamp(json["since"]), let reason = json["reason"]?.stringValue else { return nil }
    self.init(
      since: since, failures: json.count("failures"), reason: reason, nextTry: Timestamp(json["next_try"]))
  }
}

extension ChannelStatus {
  var json: JSON { .pairs(["channel": .string(channel.rawValue), "on": .bool(isOn), "origin": .string(origin)]) }

  init?(_ json: JSON) {
    guard let channel = json["channel"]?.stringValue.flatMap(Channel.init(rawValue:)), let isOn = json["on"]?.boolValue
    else { return nil }
    self.init(channel: channel, isOn: isOn, origin: json["origin"]?.stringValue ?? "")
  }
}

extension Attention {
  var json: JSON { .pairs(["text": .string(text), "command": .text(command)]) }

  init?(_ json: JSON) {
    guard let text = json["text"]?.stringValue else { return nil }
    self.init(text, command: json["command"]?.stringValue)
  }
}

extension SpoolSummary {
  var json: JSON { .pairs(["count": .int(count), "bytes": .int(bytes), "oldest": oldest?.json ?? .null]) }

  init?(_ json: JSON) {
    self.init(count: json.count("count"), bytes: json.count("bytes"), oldest: Timestamp(json["oldest"]))
  }
}

extension MachineIDStatus {
  var json: JSON {
    .pairs([
      "id": .string(id), "static": .bool(isStatic), "rotates": rotates?.json ?? .null, "file": .text(file),
      "refused": .text(refused),
    ])
  }

  init?(_ json: JSON) {
    guard let id = json["id"]?.stringValue else { return nil }
    self.init(
      id: id, isStatic: json["static"]?.boolValue ?? false, rotates: Timestamp(json["rotates"]),
      file: json["file"]?.stringValue, refused: json["refused"]?.stringValue)
  }
}

extension Event {
  var json: JSON { .pairs(["at": at.json, "kind": .string(kind), "text": .string(text)]) }

  init?(_ json: JSON) {
    guard let at = Timestamp(json["at"]), let kind = json["kind"]?.stringValue, let text = json["text"]?.stringValue
    else { return nil }
    self.init(at: at, kind: kind, text: text)
  }
}

extension JSON {
  /// A whole number of members and bytes; 0 where there is none.
  func count(_ name: String) -> Int { self[name]?.intValue.flatMap(Int.init(exactly:)) ?? 0 }
}
