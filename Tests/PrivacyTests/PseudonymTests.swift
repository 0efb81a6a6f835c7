import Digest
import Platform
import Privacy
import Report
import TestSupport
import Testing

@Suite("Pseudonyms")
struct PseudonymTests {
  private let md5 = Pseudonyms(.md5)
  private let keyed = Pseudonyms(.keyed(HashKey(bytes: Array("sixteen bytes ok".utf8))))

  private func h(_ text: String) -> String { Hex.encode(Digest.md5(Array(text.utf8))) }

  @Test(
    "MD5 as the old agent's, by the vectors seen on the wire",
    arguments: [
      ("127.0.0.1", "f528764d624db129b32c21fbca0cb8d6"), ("", "d41d8cd98f00b204e9800998ecf8427e"),
      ("10.0.2.15:3000", "70b9a5bb72a71781513bc7047a8e1a12"), ("172.17.42.1:3000", "b9822c96704bf76f1733fcbf90b56129"),
      ("02:FC:00:00:00:01", "682684c873e6ce52721f1014633bcca1"),
    ])
  func vectors(_ text: String, _ hash: String) { #expect(md5.of(text) == hash) }

  @Test("keyed: the first 16 bytes of HMAC-SHA-256, the same for the same key only")
  func keyedShape() {
    for text in ["", "127.0.0.1", "a name", "日本"] {
      let hash = keyed.of(text)
      let whole = Digest.hmacSHA256(key: Array("sixteen bytes ok".utf8), Array(text.utf8))
      #expect(hash == Hex.encode(whole.prefix(16)) && hash.utf8.count == 32)
      #expect(hash != md5.of(text) && hash == keyed.of(text))
      #expect(hash != Pseudonyms(.keyed(HashKey(bytes: Array("another key here".utf8)))).of(text))
    }
    #expect(md5.hiding == .md5 && keyed.hiding == .keyed)
  }

  @Test("an address is hashed, its port kept")
  func addresses() {
    let table: [(String, String)] = [
      ("127.0.0.1:3000", h("127.0.0.1") + ":3000"), ("[::1]:3000", h("::1") + ":3000"),
      ("[2001:db8::7]:4333", h("2001:db8::7") + ":4333"), ("2001:db8::7:3000", h("2001:db8::7") + ":3000"),
      ("node-3.example.com:3000", h("node-3.example.com") + ":3000"), ("10.0.0.1", h("10.0.0.1")),
      ("10.0.0.1:", h("10.0.0.1:")), (":3000", h("") + ":3000"), ("h:port", h("h:port")),
      ("h:3000:tls", h("h:3000:tls")),
      ("[::1]", h("[::1]")), ("", h("")), ("h:٣", h("h:٣")), ("any", h("any")),
    ]
    for (text, hidden) in table { #expect(md5.ofAddress(text) == hidden, "\(text)") }
  }

  @Test("lists are hashed item by item, and empty items stay empty")
  func lists() {
    #expect(md5.ofEach("a;b", separator: ";", md5.of) == "\(h("a"));\(h("b"))")
    #expect(md5.ofEach("a;;b;", separator: ";", md5.of) == "\(h("a"));;\(h("b"));")
    #expect(md5.ofEach("", separator: ";", md5.of) == "" && md5.ofEach(";", separator: ";", md5.of) == ";")
  }

  @Test("a node id gives its fabric port and the hash of its MAC address")
  func nodes() {
    #expect(md5.ofNode("BB901000000FC02") == "3001:682684c873e6ce52721f1014633bcca1")
    let table: [(String, String)] = [
      ("CE501000000FC02", "3301:" + h("02:FC:00:00:00:01")), ("0", "0:" + h("00:00:00:00:00:00")),
      // The first octet keeps the case it came in, the others are upper case.
      ("bb9010000abfcfe", "3001:" + h("fe:FC:AB:00:00:01")), ("bb9010000abfcFE", "3001:" + h("FE:FC:AB:00:00:01")),
      ("FFFF010203040506", "65535:" + h("06:05:04:03:02:01")),
      ("FFFF010203040506AABB", "65535:" + h("06:05:04:03:02:01")),
      ("", h("")), ("null", h("null")), ("node-7", h("node-7")), ("0xBB9", h("0xBB9")), ("BB9 1", h("BB9 1")),
      ("-1", h("-1")),
    ]
    for (id, hidden) in table { #expect(md5.ofNode(id) == hidden, "\(id)") }
  }

  @Test("the classic report hashes the octets as they came")
  func classicNodes() {
    #expect(md5.ofNode("bb9010000abfcfe", octets: .asGiven) == "3001:" + h("fe:fc:ab:00:00:01"))
    #expect(md5.ofNode("BB901000000FC02", octets: .asGiven) == md5.ofNode("BB901000000FC02"))
  }

  @Test("no clear text survives, whatever comes in")
  func property() {
    var draws = Draws(21)
    for _ in 0..<1000 {
      let host = draws.word(10)
      for text in [host, "\(host):\(draws.number(below: 65536))", "[\(host)]:1", "\(host):x"] {
        #expect(!keyed.ofAddress(text).contains(host) && !keyed.ofNode(text).contains(host))
        #expect(!keyed.of(text).contains(host))
      }
    }
  }
}
