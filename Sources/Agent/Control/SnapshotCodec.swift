import Platform
import Report

extension NodeSnapshot {
  public var json: JSON {
    .pairs([
      "address": .string(address), "build": .string(build), "edition": .string(edition),
      "uptime": uptimeSeconds.map { .int($0) } ?? .null, "taken": .int(taken), "elapsed": .int(elapsed),
      "messages": .int(messages), "groups": .array(groups.map(\.json)),
      "errors": .array(errors.map { .array([.string($0.name), .string($0.value)]) }),
    ])
  }

  init?(_ json: JSON) {
    guard let address = json["address"]?.stringValue, let build = json["build"]?.stringValue,
      let taken = json["taken"]?.intValue, let groups = json["groups"]?.arrayValue
    else { return nil }
    let errors = (json["errors"]?.arrayValue ?? []).compactMap { pair -> NamedValue? in
      guard let parts = pair.arrayValue, parts.count == 2, let name = parts[0].stringValue,
        let value = parts[1].stringValue
      else { return nil }
      return NamedValue(name, value)
    }
    self.init(
      address: address, build: build, edition: json["edition"]?.stringValue ?? "",
      uptimeSeconds: json["uptime"]?.intValue, taken: taken, elapsed: json["elapsed"]?.intValue ?? 0,
      messages: json.count("messages"), groups: groups.compactMap(Group.init), errors: errors)
  }
}

extension NodeSnapshot.Group {
  var json: JSON {
    .pairs([
      "kind": .string(kind.rawValue), "title": .string(title), "sent_as": .text(sentAs),
      "entries": .array(entries.map { .array([.string($0.name), .string($0.value), .text($0.sentAs)]) }),
    ])
  }

  init?(_ json: JSON) {
    guard let kind = json["kind"]?.stringValue.flatMap(NodeSnapshot.Kind.init(rawValue:)),
      let title = json["title"]?.stringValue, let rows = json["entries"]?.arrayValue
    else { return nil }
    let entries = rows.compactMap { row -> NodeSnapshot.Entry? in
      guard let parts = row.arrayValue, parts.count == 3, let name = parts[0].stringValue,
        let value = parts[1].stringValue
      else { return nil }
      return NodeSnapshot.Entry(name: name, value: value, sentAs: parts[2].stringValue)
    }
    self.init(kind: kind, title: title, sentAs: json["sent_as"]?.stringValue, entries: entries)
  }
}
