import Words

extension RecordIntake {
  /// The record of a request of telemetrics-client up to 2.3.5: metadata in headers, the payload as body.
  public func record(headers: some Sequence<(name: String, value: String)>, body: [UInt8]) throws(Refusal) -> Record {
    try record(RecordFields(headers: headers), payload: body)
  }

  /// The record of a request of telemetrics-client 2.4: one JSON object with the names of the metadata and `payload`,
  /// all strings; a number or a truth value counts as its text. The TID comes as a header; a key of that name serves
  /// where there is none.
  public func record(
    json body: [UInt8], headers: some Sequence<(name: String, value: String)>
  ) throws(Refusal) -> Record { try record(json: body, sent: RecordFields(headers: headers)) }

  /// The same with the headers as fields, which of many records in one request are the same.
  public func record(json body: [UInt8], sent: RecordFields) throws(Refusal) -> Record {
    let object: JSONView
    do throws(JSONFault) { object = try JSONParser.parse(body, depth: 1) } catch {
      throw Refusal("the body is no JSON: \(error.reason): byte \(error.offset)")
    }
    guard object.isObject else { throw Refusal("the body is no JSON object") }
    var fields = RecordFields()
    var payload: [UInt8]?
    for (key, value) in object.members {
      if key == "payload" {
        guard let bytes = value.stringBytes else { throw Refusal("payload is no string") }
        payload = bytes
      } else if let field = RecordField.named(key.utf8) {
        guard let word = value.word else { throw Refusal("\(Refusal.echo(key)) is no string") }
        fields[field] = word
      }
    }
    for field in [RecordField.tenant, .external] {
      if let value = sent[field] { fields[field] = value }
    }
    // The checks come in their order: a TID that does not match is told before a payload that is missing.
    var record = try record(fields, payload: [])
    guard let payload else { throw Refusal("payload is missing") }
    record.payload = payload
    return record
  }
}
