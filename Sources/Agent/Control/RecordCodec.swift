import Platform
import Report

extension Page {
  func json(_ row: (Row) -> JSON) -> JSON {
    .pairs([
      "rows": .array(rows.map(row)), "total": .int(total), "start": .bool(isStart), "end": .bool(isEnd),
      "reached": reached.map { .int($0) } ?? .null,
    ])
  }

  init?(_ json: JSON, row: (JSON) -> Row?) {
    guard let rows = json["rows"]?.arrayValue, let isStart = json["start"]?.boolValue,
      let isEnd = json["end"]?.boolValue
    else { return nil }
    self.init(
      rows: rows.compactMap(row), total: json.count("total"), isStart: isStart, isEnd: isEnd,
      reached: json["reached"]?.intValue)
  }
}

extension WaitingRow {
  /// With the names that `spool ls --json` uses.
  public var json: JSON {
    .pairs([
      "number": .int(key), "id": .string(id), "accepted": accepted.json, "created": created.json,
      "destination": .string(destination.rawValue), "url": .string(url), "method": .string(method),
      "channel": .string(channel.rawValue), "classification": .string(classification), "event_id": .string(eventID),
      "bytes": .int(bytes), "sha256": .string(sha256), "tries": .int(tries), "status": .int(status),
      "error": .string(error), "next_try": nextTry?.json ?? .null,
    ])
  }

  init?(_ json: JSON) {
    guard let key = json["number"]?.intValue, let id = json["id"]?.stringValue,
      let accepted = Timestamp(json["accepted"]),
      let destination = json["destination"]?.stringValue.flatMap(Destination.init(rawValue:))
    else { return nil }
    self.init(
      key: key, id: id, destination: destination,
      channel: json["channel"]?.stringValue.flatMap(Channel.init(rawValue:)) ?? .basic,
      classification: json["classification"]?.stringValue ?? "", eventID: json["event_id"]?.stringValue ?? "",
      created: Timestamp(json["created"]), accepted: accepted, bytes: json.count("bytes"), tries: json.count("tries"),
      nextTry: Timestamp(json["next_try"]), status: json.count("status"), error: json["error"]?.stringValue ?? "",
      sha256: json["sha256"]?.stringValue ?? "", method: json["method"]?.stringValue ?? "",
      url: json["url"]?.stringValue ?? "")
  }
}

extension SettledRow {
  /// With the names that `journal --json` uses.
  public var json: JSON {
    .pairs([
      "id": .string(id), "seq": .int(key), "time": time.json, "destination": .string(destination.rawValue),
      "url": .string(url), "method": .string(method), "channel": .string(channel.rawValue),
      "classification": .string(classification), "event_id": .string(eventID), "bytes": .int(bytes),
      "sha256": .string(sha256), "result": .string(result), "status": .int(status), "tries": .int(tries),
      "source": .string(source.rawValue), "severity": .int(severity), "created": created.json,
      "reason": .string(reason), "receipt": receipt?.json ?? .null,
      "new_fields": .array(newFields.map(JSON.string)),
    ])
  }

  init?(_ json: JSON) {
    guard let key = json["seq"]?.intValue, let id = json["id"]?.stringValue, let time = Timestamp(json["time"]),
      let destination = json["destination"]?.stringValue.flatMap(Destination.init(rawValue:)),
      let result = json["result"]?.stringValue
    else { return nil }
    self.init(
      key: key, id: id, time: time, source: json["source"]?.stringValue.flatMap(Source.init(rawValue:)) ?? .info,
      destination: destination, classification: json["classification"]?.stringValue ?? "",
      severity: json.count("severity"), eventID: json["event_id"]?.stringValue ?? "",
      created: Timestamp(json["created"]),
      channel: json["channel"]?.stringValue.flatMap(Channel.init(rawValue:)) ?? .basic,
      method: json["method"]?.stringValue ?? "", url: json["url"]?.stringValue ?? "", bytes: json.count("bytes"),
      sha256: json["sha256"]?.stringValue ?? "", result: result, status: json.count("status"),
      tries: json.count("tries"), reason: json["reason"]?.stringValue ?? "",
      receipt: json["receipt"].flatMap(Receipt.init(json:)),
      newFields: (json["new_fields"]?.arrayValue ?? []).compactMap(\.stringValue))
  }
}

extension Receipt {
  var json: JSON {
    .pairs([
      "time": moment.json, "key": .string(key), "sha256": .string(sha256), "signature": .string(signature),
    ])
  }

  init?(json: JSON) {
    guard let moment = Timestamp(json["time"]), let key = json["key"]?.stringValue,
      let sha256 = json["sha256"]?.stringValue, let signature = json["signature"]?.stringValue
    else { return nil }
    self.init("v=1; key=\(key); time=\(moment.milliseconds / 1000); sha256=\(sha256); sig=\(signature)")
  }
}

extension RecordDetail {
  /// The body travels as hexadecimal digits: it need not be text.
  var json: JSON {
    .pairs([
      "id": .string(id), "waiting": .bool(isWaiting), "destination": .string(destination.rawValue),
      "sha256": .string(sha256), "facts": .array(facts.map { .array([.string($0.label), .string($0.text)]) }),
      "method": .text(request?.method), "url": .text(request?.url),
      "headers": .array((request?.headers ?? []).map { .array([.string($0.name), .string($0.value)]) }),
      "body": .text(request.map { Hex.encode($0.body) }), "waits": waiting?.json ?? .null,
      "settled": settled?.json ?? .null,
      "others": others.map { .array($0.map { .string(Hex.encode($0)) }) } ?? .null,
    ])
  }

  init?(_ json: JSON) {
    guard let id = json["id"]?.stringValue, let isWaiting = json["waiting"]?.boolValue,
      let destination = json["destination"]?.stringValue.flatMap(Destination.init(rawValue:))
    else { return nil }
    func pairs(_ name: String) -> [(String, String)] {
      (json[name]?.arrayValue ?? []).compactMap { pair in
        guard let parts = pair.arrayValue, parts.count == 2, let first = parts[0].stringValue,
          let second = parts[1].stringValue
        else { return nil }
        return (first, second)
      }
    }
    var request: SealedRequest?
    if let body = json["body"]?.stringValue.flatMap({ Hex.decode($0) }) {
      request = SealedRequest(
        method: json["method"]?.stringValue ?? "", url: json["url"]?.stringValue ?? "",
        headers: pairs("headers").map { SealedRequest.Header($0.0, $0.1) }, body: body)
    }
    self.init(
      id: id, isWaiting: isWaiting, destination: destination, sha256: json["sha256"]?.stringValue ?? "",
      facts: pairs("facts").map { Fact($0.0, $0.1) }, request: request, waiting: json["waits"].flatMap(WaitingRow.init),
      settled: json["settled"].flatMap(SettledRow.init))
    others = json["others"]?.arrayValue.map { $0.compactMap { $0.stringValue.flatMap { Hex.decode($0) } } }
  }
}

extension Progress {
  var json: JSON { .pairs(["what": .string(what), "done": .int(done), "total": .int(total)]) }

  init?(_ json: JSON) {
    guard let what = json["what"]?.stringValue else { return nil }
    self.init(what, done: json.count("done"), of: json.count("total"))
  }
}

extension SettingRow {
  public var json: JSON {
    .pairs([
      "key": .string(name), "value": .string(value), "origin": .string(origin), "is_default": .bool(isDefault),
      "default": .text(defaultText), "unit": .text(unit), "allowed": .string(allowed),
      "environment": .text(environmentName), "purpose": .string(purpose), "secret": .bool(isSecret),
    ])
  }

  init?(_ json: JSON) {
    guard let name = json["key"]?.stringValue, let value = json["value"]?.stringValue else { return nil }
    self.init(
      name: name, value: value, origin: json["origin"]?.stringValue ?? "",
      isDefault: json["is_default"]?.boolValue ?? false, defaultText: json["default"]?.stringValue,
      allowed: json["allowed"]?.stringValue ?? "", unit: json["unit"]?.stringValue,
      purpose: json["purpose"]?.stringValue ?? "", environmentName: json["environment"]?.stringValue,
      isSecret: json["secret"]?.boolValue ?? false)
  }
}
