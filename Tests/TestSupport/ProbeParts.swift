import Report

/// A message on the probe socket, taken apart by the rules of telemetrics-client 2.2.2 and later.
public struct ProbeParts: Equatable, Sendable {
  public var configFile: String?
  /// Names and values, in their order.
  public var headers: [Header] = []
  public var payload: [UInt8] = []

  public struct Header: Equatable, Sendable {
    public var name: String
    public var value: String
  }

  enum Fault: Error { case length, block, terminator }

  public init(_ bytes: [UInt8]) throws {
    func word(_ index: Int) throws -> Int {
      guard index + 4 <= bytes.count else { throw Fault.length }
      return bytes[index..<(index + 4)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    guard try word(0) == bytes.count, bytes.last == 0 else { throw Fault.length }
    var index = 4
    if bytes[index...].starts(with: Array("CFG:".utf8)) {
      let path = bytes[(index + 4)...].prefix { $0 != 0 }
      configFile = String(decoding: path, as: UTF8.self)
      index = path.endIndex + 1
    }
    let block = try word(index)
    index += 4
    guard index + block < bytes.count else { throw Fault.block }
    let text = bytes[index..<(index + block)]
    guard text.last == UInt8(ascii: "\n") else { throw Fault.terminator }
    headers = text.split(separator: UInt8(ascii: "\n")).map { line in
      let name = line.prefix { $0 != UInt8(ascii: ":") }
      return Header(
        name: String(decoding: name, as: UTF8.self),
        value: String(decoding: line[name.endIndex...].dropFirst(2), as: UTF8.self))
    }
    payload = Array(bytes[(index + block)..<(bytes.count - 1)])
  }

  public subscript(_ header: ProbeHeader) -> String { headers.first { $0.name == header.name }?.value ?? "(missing)" }

  public var payloadText: String { String(decoding: payload, as: UTF8.self) }
}
