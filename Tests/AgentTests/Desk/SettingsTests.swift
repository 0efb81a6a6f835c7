import Platform
import Report
import TestSupport
import Testing

@testable import Agent

@Suite("The agent's settings")
struct AgentSettingsTests {
  @Test(
    "the address of reports",
    arguments: [
      ("https://telemetry.aerospike.com", "https://telemetry.aerospike.com:8192/telemetry/v1"),
      ("https://h/", "https://h:8192/telemetry/v1"), ("http://h:9000", "http://h:9000/telemetry/v1"),
      ("http://h:9000/", "http://h:9000/telemetry/v1"), ("http://h/own/path", "http://h/own/path"),
      ("http://h:1/own", "http://h:1/own"), ("http://[::1]", "http://[::1]:8192/telemetry/v1"),
      ("http://[::1]:80", "http://[::1]:80/telemetry/v1"), ("http://u:p@h", "http://u:p@h:8192/telemetry/v1"),
      ("http://u:p@h:80", "http://u:p@h:80/telemetry/v1"), ("HTTPS://h", "HTTPS://h:8192/telemetry/v1"),
      ("http://h?x=1", "http://h?x=1"),
    ])
  func homeURL(_ text: String, _ url: String) throws { #expect(try HomeURL.complete(text) == url) }

  @Test(
    "what is no address says why",
    arguments: [
      ("", "no scheme"), ("h", "no scheme"), ("h:80/x", "no scheme"), ("ftp://h", "other than http"),
      ("://h", "other than http"),
      ("http://", "no host"), ("http:///x", "no host"), ("http://?x", "no host"),
    ])
  func noURL(_ text: String, _ why: String) {
    #expect {
      try HomeURL.complete(text)
    } throws: { explain($0).what.contains(why) && explain($0).exit == .badConfiguration }
  }

  @Test("a destination is one that a file or the environment names; a default is none")
  func destinations() throws {
    #expect(try Stage("").settings().destinations.isEmpty)
    #expect(try Stage("").settings().homeURL == "https://telemetry.aerospike.com:8192/telemetry/v1")
    #expect(try Stage("[asd]\nport = 3000\n").settings().destinations.keys.map(\.rawValue) == ["home"])
    let all = "[settings]\nserver = http://c\n[telemetry]\nurl = http://r\ndevice_url = http://d\n"
    let named = try Stage(Stage.plain + all).settings().destinations
    #expect(Set(named.keys) == Set(Destination.allCases) && named[.report] == "http://r")
    let fromEnvironment = try Stage("", environment: ["TELEMETRY_TUI_MAIN_HOME_URL": "http://e"]).settings()
    #expect(fromEnvironment.destinations[.home] == "http://e:8192/telemetry/v1")
  }

  @Test(
    "with any fault of the configuration nothing begins",
    arguments: ["[main]\ninterval = soon\n", "[main]\nhome-url = nowhere\n"])
  func faults(_ text: String) throws {
    let stage = try Stage(text)
    #expect(throws: Explanation.self) { try stage.settings() }
  }

  @Test("the state directory follows the user")
  func stateDirectory() {
    func directory(_ variables: [String: String], _ user: UInt32) -> String {
      AgentSettings.defaultStateDirectory(Environment(variables: variables, effectiveUser: user))
    }
    #expect(directory(["HOME": "/h", "XDG_STATE_HOME": "/x"], 0) == "/var/lib/telemetry-tui")
    #expect(directory(["HOME": "/h", "XDG_STATE_HOME": "/x"], 7) == "/x/telemetry-tui")
    #expect(directory(["HOME": "/h", "XDG_STATE_HOME": ""], 7) == "/h/.local/state/telemetry-tui")
  }

  @Test("the open channels are those that are on and agreed to")
  func openChannels() throws {
    let stage = try Stage(Stage.plain + "[telemetry]\nchannel_crash = off\nchannel_perf = on\n")
    let settings = try stage.settings()
    #expect(settings.openChannels(nil) == [.basic, .device, .event, .perf])
    try stage.agree([.basic, .crash, .ident, .perf])
    #expect(settings.openChannels(settings.gate().agreement(.home)) == [.basic, .perf])
    #expect(settings.channel(.basic).origin == "default" && settings.channel(.perf).origin.contains("telemetry.conf:"))
  }

  @Test("this machine has an IPv4 address")
  func localAddress() {
    let parts = LocalAddress.current().split(separator: ".")
    #expect(parts.count == 4 && parts.allSatisfy { UInt8($0) != nil })
  }
}
