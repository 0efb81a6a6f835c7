import Report

/// The requests of the console's lists.
extension Codec {
  static func encodeForViews(_ request: AgentRequest, into object: inout JSONObject) {
    func ask(_ word: String, _ more: (name: String, value: JSON)...) {
      object["ask"] = .string(word)
      for (name, value) in more { object[name] = value }
    }
    switch request {
    case .spool(let query): ask("spool", ("page", query.json))
    case .journal(let query): ask("journal", ("page", query.json))
    case .record(let id): ask("record", ("record", .string(id)))
    case .lastSent(let destination): ask("last-sent", ("destination", .string(destination.rawValue)))
    case .events(let limit): ask("events", ("limit", .int(limit)))
    case .settings: ask("settings")
    case .setSetting(let name, let value): ask("set", ("name", .string(name)), ("value", .text(value)))
    case .retryRecord(let id): ask("retry-record", ("record", .string(id)))
    case .drop(let id): ask("drop", ("record", .string(id)))
    case .rotateMachineID: ask("rotate")
    case .verify: ask("verify")
    case .drain: ask("drain")
    case .cancel(let request): ask("cancel", ("request", .int(request)))
    default: break
    }
  }

  static func requestOfViews(_ word: String, _ json: JSON) -> AgentRequest? {
    let record = json["record"]?.stringValue
    switch word {
    case "spool": return json["page"].flatMap(PageQuery.init).map(AgentRequest.spool)
    case "journal": return json["page"].flatMap(PageQuery.init).map(AgentRequest.journal)
    case "record": return record.map { .record(id: $0) }
    case "last-sent":
      return json["destination"]?.stringValue.flatMap(Destination.init(rawValue:)).map(AgentRequest.lastSent)
    case "events": return .events(limit: json.count("limit"))
    case "settings": return .settings
    case "set": return json["name"]?.stringValue.map { .setSetting(name: $0, value: json["value"]?.stringValue) }
    case "retry-record": return record.map { .retryRecord(id: $0) }
    case "drop": return record.map { .drop(id: $0) }
    case "rotate": return .rotateMachineID
    case "verify": return .verify
    case "drain": return .drain
    case "cancel": return .cancel(request: json.count("request"))
    default: return nil
    }
  }
}

extension PageQuery {
  var json: JSON {
    var object = JSONObject()
    switch start {
    case .first: object["start"] = .string("first")
    case .last: object["start"] = .string("last")
    case .after(let key): object["after"] = .int(key)
    case .before(let key): object["before"] = .int(key)
    case .at(let place): object["at"] = .int(place)
    }
    object["limit"] = .int(limit)
    object["filter"] = .string(filter)
    return .object(object)
  }

  init?(_ json: JSON) {
    let start: Start
    if let key = json["after"]?.intValue {
      start = .after(key)
    } else if let key = json["before"]?.intValue {
      start = .before(key)
    } else if let place = json["at"]?.intValue.flatMap(Int.init(exactly:)) {
      start = .at(max(0, place))
    } else {
      start = json["start"]?.stringValue == "last" ? .last : .first
    }
    guard let limit = json["limit"]?.intValue.flatMap(Int.init(exactly:)) else { return nil }
    self.init(start, limit: limit, filter: json["filter"]?.stringValue ?? "")
  }
}
