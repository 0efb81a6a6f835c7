import Digest
import Platform
import Testing

@Suite("Signatures and their letters") struct SignatureTests {
  /// RFC 8032, section 7.1: public key, message, signature.
  static let vectors = [
    (
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    (
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
    (
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    ),
  ]

  @Test("The vectors of RFC 8032 hold, and none of them after one bit was changed") func vectors() throws {
    let verifier = try Ed25519()
    for (key, message, signature) in Self.vectors {
      let parts = try [signature, message, key].map { try #require(Hex.decode($0)) }
      #expect(verifier.isGood(parts[0], of: parts[1], by: parts[2]))
      #expect(!verifier.isGood(parts[0], of: parts[1] + [0], by: parts[2]))
      for index in 0..<64 {
        var changed = parts[0]
        changed[index] ^= 1
        #expect(!verifier.isGood(changed, of: parts[1], by: parts[2]))
      }
      #expect(!verifier.isGood(Array(parts[0].dropLast()), of: parts[1], by: parts[2]))
      #expect(!verifier.isGood(parts[0], of: parts[1], by: []))
    }
  }

  @Test("A missing library is an error that names it") func missing() {
    do throws(Ed25519.Missing) {
      _ = try Ed25519(library: "libnowhere.so.9")
      Issue.record("it was found")
    } catch {
      #expect(error.detail.contains("libnowhere.so.9"))
    }
  }

  @Test("base64url reads what it wrote, and nothing that it would not write") func letters() {
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ count &* 89) }
      let text = Base64URL.encode(bytes)
      #expect(Base64URL.decode(text) == bytes && !text.contains("=") && text.utf8.count == (count * 8 + 5) / 6)
    }
    #expect(Base64URL.encode([0xFB, 0xFF, 0xFE]) == "-__-")
    #expect(Base64URL.encode(Array("foob".utf8)) == "Zm9vYg")
    for bad in ["A", "AB", "Zm9vYg==", "+/+/", "Zm9vY\u{e9}", " Zm9v", "Zm9vY"] {
      #expect(Base64URL.decode(bad) == nil, "\(bad)")
    }
  }
}
