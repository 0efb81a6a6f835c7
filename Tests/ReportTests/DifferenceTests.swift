import TestSupport
import Testing

@testable import Report

@Suite("What differs between two reports")
struct DifferenceTests {
  private func lines(_ before: String, _ after: String) throws -> [String] {
    JSONDifference.between(try JSONReader.parse(before), try JSONReader.parse(after)).map(\.line)
  }

  @Test("fields added, removed and changed, in the order of the later report")
  func kinds() throws {
    let before = #"{"same":"1","gone":{"x":"1","y":"2"},"build":"4.9","list":["a","b"]}"#
    let after = #"{"new":"n","build":"8.0","same":"1","list":["a"],"more":{"z":true}}"#
    #expect(
      try lines(before, after) == [
        "+ new: n", "~ build: 4.9 -> 8.0", "+ more.z: true", "- gone.x: 1", "- gone.y: 2", "- list.1: b",
      ])
  }

  @Test("empty containers and kinds count as values")
  func containers() throws {
    #expect(try lines(#"{"a":{}}"#, #"{"a":[]}"#) == ["~ a: {} -> []"])
    #expect(try lines(#"{"a":{}}"#, #"{"a":{"b":1}}"#) == ["+ a.b: 1", "- a: {}"])
    #expect(try lines(#"{"a":1}"#, #"{"a":"1"}"#) == ["~ a: 1 -> 1"])
    #expect(try lines("1", "2") == ["~ : 1 -> 2"])
  }

  @Test("the other order of keys is no difference, and a difference turned round is its opposite")
  func properties() throws {
    #expect(try lines(#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#).isEmpty)
    var draws = Draws(13)
    for _ in 0..<500 {
      let before = randomJSON(&draws), after = randomJSON(&draws)
      #expect(JSONDifference.between(before, before).isEmpty)
      let there = JSONDifference.between(before, after), back = JSONDifference.between(after, before)
      #expect(there.filter { $0.kind == .added }.count == back.filter { $0.kind == .removed }.count)
      #expect(there.filter { $0.kind == .changed }.count == back.filter { $0.kind == .changed }.count)
    }
  }

  @Test("as JSON, with null for the side that is not there")
  func json() {
    let added = JSONDifference(kind: .added, path: "a.b", before: nil, after: .int(1))
    #expect(JSONWriter.text(added.json) == #"{"change":"added","field":"a.b","before":null,"after":1}"#)
  }
}
