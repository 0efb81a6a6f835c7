import Crypto
import Words

/// SHA-256 over what makes an arrival the same when it is sent again. Every piece is counted in by its length, so that
/// no two lists of pieces run together.
struct Identity {
  private var hash = SHA256()

  init(_ kind: String) { add(kind) }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

  mutating func add(_ number: Int64) {
    withUnsafeBytes(of: number.littleEndian) { hash.update(bufferPointer: $0) }
  }

  private mutating func add(_ bytes: UnsafeRawBufferPointer) {
    add(Int64(bytes.count))
    hash.update(bufferPointer: bytes)
  }

  func bytes() -> [UInt8] { Array(hash.finalize()) }

  /// Over all that was sent of it, so that the same record has one identity in every wire form: the second it is of, 5
  /// bytes, the highest first, and 19 bytes of the hash. Records that come at the same time so have identities near each
  /// other, which a store of millions keeps in few places.
  static func of(_ record: Record) -> [UInt8] {
    var identity = Identity("record")
    for text in [
      record.tenant, record.architecture, record.build, record.classification, record.hostType, record.kernelVersion,
      record.machineID, record.systemName, record.boardName, record.biosVersion, record.cpuModel, record.eventID,
    ] {
      identity.add(text)
    }
    for number in [record.formatVersion, record.severity, record.payloadVersion, record.external ? 1 : 0] {
      identity.add(Int64(number))
    }
    identity.add(record.created)
    identity.add(record.payload)
    let second = withUnsafeBytes(of: record.created.bigEndian) { Array($0.suffix(5)) }
    return second + identity.bytes().prefix(19)
  }
}
