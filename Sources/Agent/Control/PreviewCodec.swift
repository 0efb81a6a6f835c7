import Platform
import Report

extension Preview {
  var json: JSON {
    .pairs([
      "record": record.json, "full": .bool(isFull), "may_leave": .bool(mayLeave), "reason": .text(reason),
      "fields": .array(fields.map(\.json)), "host": .text(host), "others": .array(others.map(\.json)),
    ])
  }

  init?(_ json: JSON) {
    guard let record = json["record"].flatMap(SealedRecord.init), let isFull = json["full"]?.boolValue,
      let mayLeave = json["may_leave"]?.boolValue, let fields = json["fields"]?.arrayValue
    else { return nil }
    self.init(
      record: record, isFull: isFull, mayLeave: mayLeave, reason: json["reason"]?.stringValue,
      fields: fields.compactMap(Field.init))
    host = json["host"]?.stringValue
    others = (json["others"]?.arrayValue ?? []).compactMap(Preview.init)
  }
}

extension Preview.Field {
  /// An array, not an object: a report has a thousand of them.
  var json: JSON {
    let parts: [JSON] = [.array(path.map(JSON.string)), value, .string(hiding.rawValue), .text(rule)]
    return .array(looksLike.isEmpty ? parts : parts + [.array(looksLike.map(JSON.string))])
  }

  init?(_ json: JSON) {
    guard let parts = json.arrayValue, parts.count >= 4, let path = parts[0].arrayValue,
      let hiding = parts[2].stringValue.flatMap(Hiding.init(rawValue:))
    else { return nil }
    self.init(path: path.compactMap(\.stringValue), value: parts[1], hiding: hiding, rule: parts[3].stringValue)
    if parts.count > 4 { looksLike = (parts[4].arrayValue ?? []).compactMap(\.stringValue) }
  }
}

extension SealedRecord {
  /// The body travels as hexadecimal digits: it need not be text.
  var json: JSON {
    .pairs([
      "id": .string(id), "source": .string(source.rawValue),
      "channels": .array(channels.map { .string($0.rawValue) }), "destination": .string(destination.rawValue),
      "classification": .string(classification), "severity": .int(severity), "event_id": .string(eventID),
      "created": .int(created.milliseconds), "revision": .int(revision),
      "new_fields": .array(newFields.map(JSON.string)), "method": .string(request.method),
      "url": .string(request.url),
      "headers": .array(request.headers.map { .array([.string($0.name), .string($0.value)]) }),
      "body": .string(Hex.encode(request.body)), "sha256": .string(sha256),
    ])
  }

  init?(_ json: JSON) {
    guard let id = json["id"]?.stringValue, let source = json["source"]?.stringValue.flatMap(Source.init(rawValue:)),
      let destination = json["destination"]?.stringValue.flatMap(Destination.init(rawValue:)),
      let classification = json["classification"]?.stringValue, let created = json["created"]?.intValue,
      let method = json["method"]?.stringValue, let url = json["url"]?.stringValue,
      let body = json["body"]?.stringValue.flatMap({ Hex.decode($0) }), let sha256 = json["sha256"]?.stringValue
    else { return nil }
    let headers = (json["headers"]?.arrayValue ?? []).compactMap { pair -> SealedRequest.Header? in
      guard let parts = pair.arrayValue, parts.count == 2, let name = parts[0].stringValue,
        let value = parts[1].stringValue
      else { return nil }
      return SealedRequest.Header(name, value)
    }
    self.init(
      id: id, source: source,
      channels: (json["channels"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(Channel.init(rawValue:)) },
      destination: destination, classification: classification, severity: json.count("severity"),
      eventID: json["event_id"]?.stringValue ?? "", created: Timestamp(milliseconds: created),
      revision: json.count("revision"),
      newFields: (json["new_fields"]?.arrayValue ?? []).compactMap(\.stringValue),
      request: SealedRequest(method: method, url: url, headers: headers, body: body), sha256: sha256)
  }
}
