import Testing

@testable import Settings

@Suite("An INI document, edited")
struct INIEditingTests {
  private func set(
    _ text: String, _ section: String, _ key: String, _ value: String
  ) throws(INIEditProblem) -> String {
    var document = INIDocument.parse(text)
    try document.set(section, key, to: value)
    #expect(document.entry(section, key)?.value == value)
    return document.text
  }

  @Test(
    "changes a value where it stands, keeping spelling, separator, indentation and line end",
    arguments: [
      ("[main]\nInterval=600\n", "[main]\nInterval=300\n"),
      ("[main]\r\n  interval  :\t600  \r\n# end", "[main]\r\n  interval  :\t300  \r\n# end"),
      ("[main]\ninterval =\n", "[main]\ninterval = 300\n"), ("[main]\ninterval=\n", "[main]\ninterval=300\n"),
      ("[main]\ninterval =  \n", "[main]\ninterval =  300\n"),
      ("\u{FEFF}[main]\ninterval = 1\ninterval = 2", "\u{FEFF}[main]\ninterval = 1\ninterval = 300"),
      ("[main]\ninterval = 1\n  2\n# kept\n\n  3\nuser = x\n", "[main]\ninterval = 300\n# kept\n\nuser = x\n"),
      ("[main]\ninterval = 1\n[b]\n[main]\ninterval = 2\n", "[main]\ninterval = 1\n[b]\n[main]\ninterval = 300\n"),
    ])
  func replaces(before: String, after: String) throws {
    #expect(try set(before, "main", "interval", "300") == after)
  }

  @Test(
    "adds a key at the end of its section, written as its neighbours are",
    arguments: [
      ("[main]\nuser=x\n", "[main]\nuser=x\nemail=a@b\n"),
      ("[main]\nuser : x", "[main]\nuser : x\nemail : a@b\n"),
      ("[main]\r\n", "[main]\r\nemail = a@b\r\n"),
      ("[main]\n  user = x\n\n# about b\n[b]\n", "[main]\n  user = x\n  email = a@b\n\n# about b\n[b]\n"),
      ("[main]\nuser = x\n# last words\n\n[b]\n", "[main]\nuser = x\n# last words\nemail = a@b\n\n[b]\n"),
      ("[main]\n[b]\n[main]\n\n", "[main]\n[b]\n[main]\nemail = a@b\n\n"),
      ("[main]\nuser =\n", "[main]\nuser =\nemail = a@b\n"),
      ("[main]\n#email =\n\n#group =\n", "[main]\n#email =\nemail = a@b\n\n#group =\n"),
      ("[main]\nuser = x\n# email = y\n  more\n", "[main]\nuser = x\n# email = y\n  more\nemail = a@b\n"),
      ("", "[main]\nemail = a@b\n"), ("[b]\nx = 1", "[b]\nx = 1\n\n[main]\nemail = a@b\n"),
      ("[b]\n\n", "[b]\n\n[main]\nemail = a@b\n"),
    ])
  func adds(before: String, after: String) throws {
    #expect(try set(before, "main", "email", "a@b") == after)
  }

  @Test("writes values in the dialect of the section")
  func dialects() throws {
    #expect(try set("[main]\n", "main", "proxy", "http://u:p%40@h") == "[main]\nproxy = http://u:p%%40@h\n")
    #expect(try set("[settings]\n", "settings", "tidheader", "X: 1 ") == "[settings]\ntidheader=X: 1\\s\n")
  }

  @Test("removes every line that sets the key, and no other")
  func unsets() {
    var document = INIDocument.parse("[a]\nx = 1\n  2\n# note\nX = 3\ny = 4\n[b]\nx = 5\n[a]\nx = 6\n")
    let isRemoved = document.unset("a", "x")
    #expect(isRemoved)
    #expect(document.text == "[a]\n# note\ny = 4\n[b]\nx = 5\n[a]\n")
    let isRemovedAgain = document.unset("a", "x")
    #expect(!isRemovedAgain)
  }

  @Test(
    "refuses what would not be read back",
    arguments: [
      ("main", "k", "a\nb", INIEditProblem.controlCharacter), ("ma]in", "k", "v", .badSectionName),
      ("", "k", "v", .badSectionName),
      ("main", "a=b", "v", .badKey), ("main", "#k", "v", .badKey), ("main", "[k", "v", .badKey),
      ("main", " k", "v", .badKey),
      ("main", "", "v", .badKey), ("main", "a\nb", "v", .badKey),
    ])
  func refuses(section: String, key: String, value: String, problem: INIEditProblem) {
    var document = INIDocument.parse("[main]\nk = 1\n")
    #expect(throws: problem) { try document.set(section, key, to: value) }
    #expect(document.text == "[main]\nk = 1\n")
  }
}
