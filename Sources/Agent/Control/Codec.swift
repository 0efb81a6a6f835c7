import Platform
import Report
import Settings

/// The control socket's language: one JSON object a line, in both directions.
///
///     {"id":7,"ask":"preview","destination":"home","hypothetical":true}
///     {"id":7,"reply":"preview","value":{...}}
enum Codec {
  /// Lines longer than this are refused, in bytes: a report is some tens of kilobytes.
  static let longestLine = 64 << 20

  static func line(_ json: JSON) -> [UInt8] { JSONWriter.bytes(json) + [UInt8(ascii: "\n")] }

  // MARK: - Requests

  static func encode(_ request: AgentRequest, id: Int) -> [UInt8] {
    var object = JSONObject()
    object["id"] = .int(id)
    func ask(_ word: String) { object["ask"] = .string(word) }
    switch request {
    case .status: ask("status")
    case .live: ask("live")
    case .preview(let destination, let hypothetical):
      ask("preview")
      object["destination"] = .string(destination.rawValue)
      object["hypothetical"] = .bool(hypothetical)
    case .report(let destination):
      ask("report")
      object["destination"] = .string(destination.rawValue)
    case .send(let recordID):
      ask("send")
      object["record"] = .string(recordID)
    case .agree(let destinations, let licence, let newFields):
      ask("agree")
      object["destinations"] = .array(destinations.map { .string($0.rawValue) })
      object["licence"] = .text(licence)
      object["new_fields"] = .text(newFields?.rawValue)
    case .withdraw: ask("withdraw")
    case .setChannel(let channel, let on):
      ask("channel")
      object["channel"] = .string(channel.rawValue)
      object["on"] = .bool(on)
    case .retry: ask("retry")
    case .reload: ask("reload")
    case .command(let text):
      ask("command")
      object["text"] = .string(text)
    case .spool, .journal, .record, .lastSent, .events, .settings, .setSetting, .retryRecord, .drop, .rotateMachineID,
      .verify, .drain, .cancel:
      encodeForViews(request, into: &object)
    }
    return line(.object(object))
  }

  /// nil when it is no request of this version.
  static func request(_ json: JSON) -> (id: Int, request: AgentRequest)? {
    guard let id = json["id"]?.intValue.flatMap(Int.init(exactly:)), let word = json["ask"]?.stringValue,
      let request = request(word, json)
    else { return nil }
    return (id, request)
  }

  private static func request(_ word: String, _ json: JSON) -> AgentRequest? {
    let destination = json["destination"]?.stringValue.flatMap(Destination.init(rawValue:))
    switch word {
    case "status": return .status
    case "live": return .live
    case "withdraw": return .withdraw
    case "retry": return .retry
    case "reload": return .reload
    case "preview":
      guard let destination else { return nil }
      return .preview(destination, hypothetical: json["hypothetical"]?.boolValue ?? false)
    case "report": return destination.map(AgentRequest.report)
    case "send": return json["record"]?.stringValue.map { .send(recordID: $0) }
    case "agree":
      let words = json["destinations"]?.arrayValue ?? []
      let destinations = words.compactMap { $0.stringValue.flatMap(Destination.init(rawValue:)) }
      let chosen = json["new_fields"]?.stringValue, newFields = chosen.flatMap(NewFieldsChoice.init(rawValue:))
      // What is not understood is not agreed to in another sense.
      guard words.count == destinations.count, (chosen == nil) == (newFields == nil) else { return nil }
      return .agree(destinations, licence: json["licence"]?.stringValue, newFields: newFields)
    case "channel":
      guard let channel = json["channel"]?.stringValue.flatMap(Channel.init(rawValue:)), let on = json["on"]?.boolValue
      else { return nil }
      return .setChannel(channel, on: on)
    case "command": return json["text"]?.stringValue.map(AgentRequest.command)
    default: return requestOfViews(word, json)
    }
  }

  // MARK: - Replies

  static func encode(_ reply: AgentReply, id: Int) -> [UInt8] {
    let (word, value): (String, JSON) =
      switch reply {
      case .status(let status): ("status", status.json)
      case .live(let snapshot): ("live", snapshot.json)
      case .preview(let preview): ("preview", preview.json)
      case .spool(let page): ("spool", page.json(\.json))
      case .journal(let page): ("journal", page.json(\.json))
      case .record(let detail): ("record", detail.json)
      case .events(let events): ("events", .array(events.map(\.json)))
      case .settings(let rows): ("settings", .array(rows.map(\.json)))
      case .progress(let progress): ("progress", progress.json)
      case .access(let access): ("access", .string(access.rawValue))
      case .done(let text): ("done", .string(text))
      case .failed(let explanation): ("failed", explanation.json)
      }
    return line(.pairs(["id": .int(id), "reply": .string(word), "value": value]))
  }

  static func reply(_ json: JSON) -> (id: Int, reply: AgentReply)? {
    guard let id = json["id"]?.intValue.flatMap(Int.init(exactly:)), let word = json["reply"]?.stringValue,
      let value = json["value"]
    else { return nil }
    let reply: AgentReply? =
      switch word {
      case "status": AgentStatus(value).map(AgentReply.status)
      case "live": NodeSnapshot(value).map(AgentReply.live)
      case "preview": Preview(value).map(AgentReply.preview)
      case "spool": Page(value, row: WaitingRow.init).map(AgentReply.spool)
      case "journal": Page(value, row: SettledRow.init).map(AgentReply.journal)
      case "record": RecordDetail(value).map(AgentReply.record)
      case "events": value.arrayValue.map { .events($0.compactMap(Event.init)) }
      case "settings": value.arrayValue.map { .settings($0.compactMap(SettingRow.init)) }
      case "progress": Progress(value).map(AgentReply.progress)
      case "access": value.stringValue.flatMap(AgentAccess.init(rawValue:)).map(AgentReply.access)
      case "done": value.stringValue.map(AgentReply.done)
      case "failed": Explanation(value).map(AgentReply.failed)
      default: nil
      }
    return reply.map { (id, $0) }
  }
}

extension Explanation {
  var json: JSON {
    .pairs(["what": .string(what), "place": .string(place), "remedy": .text(remedy), "exit": .int(exit.rawValue)])
  }

  init?(_ json: JSON) {
    guard let what = json["what"]?.stringValue, let place = json["place"]?.stringValue else { return nil }
    let exit = json["exit"]?.intValue.flatMap(Int32.init(exactly:)).flatMap(ExitStatus.init(rawValue:))
    self.init(what, at: place, remedy: json["remedy"]?.stringValue, exit: exit ?? .failed)
  }
}
