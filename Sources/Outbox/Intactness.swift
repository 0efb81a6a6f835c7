import Digest
import Platform
import Report

extension SealedRecord {
  /// Whether the body still is the one that was sealed: its SHA-256 is `sha256`.
  public var isIntact: Bool { Hex.encode(Digest.sha256(request.body)) == sha256 }
}
