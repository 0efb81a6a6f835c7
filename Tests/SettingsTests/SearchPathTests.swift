import Glibc
import Platform
import Testing

@testable import Settings

@Suite("Where settings are looked for")
struct SearchPathTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private let own = "/etc/telemetry-tui/telemetry.conf"
  private let old = "/etc/telemetrics/telemetrics.conf"
  private let shared = "/usr/share/defaults/telemetry-tui/telemetry.conf"

  private func load(_ explicit: String? = nil, user: uid_t = 0, _ variables: [String: String] = [:]) -> Configuration {
    let environment = Environment(variables: variables, effectiveUser: user)
    return Configuration.load(explicitPath: explicit, environment: environment, root: scratch.path)
  }

  @Test("first of the three groups that exists, for root")
  func order() throws {
    #expect(load().files == [])
    #expect(load().editTarget == scratch.path + own)
    for name in [shared, old, own] {
      try scratch.write(name, "[settings]\nserver=http://h\(name)\n")
      #expect(load().files == [scratch.path + name])
      #expect(load().string("settings", "server") == "http://h\(name)")
      #expect(load().editTarget == scratch.path + own)
    }
  }

  @Test("the main file, then its drop-ins by name, the later one winning")
  func dropIns() throws {
    try scratch.write(own, "[main]\nemail = a@main\nuser = main\ngroup = main\n")
    try scratch.write(own + ".d/20.conf", "[main]\nemail = a@20\n")
    try scratch.write(own + ".d/10.conf", "[main]\nemail = a@10\nuser = ten\n")
    try scratch.write(own + ".d/30.conf.bak", "[main]\nemail = a@30\n")
    try scratch.write(own + ".d/.hidden.conf", "[main]\nemail = a@hidden\n")
    let config = load()
    #expect(config.files == ["", ".d/10.conf", ".d/20.conf"].map { scratch.path + own + $0 })
    #expect(config.string("main", "email") == "a@20")
    #expect(config.string("main", "user") == "ten")
    #expect(config.setting("main", "group").origin == .file(path: scratch.path + own, line: 4))
  }

  @Test("drop-ins count without a main file")
  func onlyDropIns() throws {
    let file = try scratch.write(own + ".d/1.conf", "[main]\ninterval = 5\n")
    try scratch.write(old, "[settings]\nserver=http://h\n")
    #expect(load().files == [file])
  }

  @Test("the user's own files first, the system's when there are none")
  func users() throws {
    let system = try scratch.write(own, "[main]\nemail = a@system\n")
    let home = ["HOME": scratch.path + "/home"]
    #expect(load(user: 1000, home).files == [system])
    #expect(load(user: 1000, home).editTarget == scratch.path + "/home/.config/telemetry-tui/telemetry.conf")
    let mine = try scratch.write("/home/.config/telemetry-tui/telemetry.conf", "[main]\nemail = a@mine\n")
    #expect(load(user: 1000, home).files == [mine])
    #expect(load(user: 0, home).files == [system], "root's settings are the machine's")
    let xdg = try scratch.write("/xdg/telemetry-tui/telemetry.conf", "[main]\nemail = a@xdg\n")
    #expect(load(user: 1000, ["XDG_CONFIG_HOME": scratch.path + "/xdg"]).files == [xdg])
    #expect(load(user: 1000, home.merging(["XDG_CONFIG_HOME": "relative"]) { a, _ in a }).files == [mine])
    #expect(load(user: 1000).files == [system])
  }

  @Test("a file that was named is used alone, and must be there")
  func explicit() throws {
    try scratch.write(own, "[main]\nemail = a@system\n")
    let file = try scratch.write("/my.conf", "[main]\nuser = x\n")
    #expect(load(file).files == [file])
    #expect(load(file).editTarget == file)
    #expect(load(file).string("main", "email") == nil)
    let missing = load(scratch.path + "/none.conf")
    #expect(missing.faults.map(\.explanation.exit) == [.noInput])
    #expect(load(scratch.path + "/etc").faults.map(\.explanation.exit) == [.io])
  }

  @Test("a file that may not be read is a fault, never skipped", .enabled(if: geteuid() != 0))
  func unreadable() throws {
    try scratch.write(own, "[main]\n", mode: 0)
    #expect(load().faults.map(\.explanation.exit) == [.noPermission])
  }

  @Test("a link that leads nowhere is a fault, never skipped")
  func dangling() throws {
    try scratch.write(shared, "[main]\n")
    try Files.makeDirectory(scratch.path + "/etc/telemetry-tui")
    #expect(symlink("/nowhere/at/all", scratch.path + own) == 0)
    #expect(load().files == [scratch.path + own])
    #expect(load().faults.map(\.explanation.exit) == [.noInput])
  }

  @Test("a file over the limit is refused whole")
  func large() throws {
    let file = try scratch.write("/big.conf", "[main]\nuser = x\n" + String(repeating: "#\n", count: 1 << 19))
    let config = load(file)
    #expect(config.string("main", "user") == nil)
    #expect(config.faults.map(\.explanation.exit) == [.badConfiguration])
    #expect(config.faults.count == 1)
  }

  @Test("the environment beats every file, and is held to the same rules")
  func environment() throws {
    try scratch.write(own, "[main]\nproxy = http://file:1\n")
    #expect(load(["TELEMETRY_TUI_MAIN_PROXY": "http://p%40%%:2"]).string("main", "proxy") == "http://p%40%%:2")
    #expect(load(["TELEMETRY_TUI_MAIN_PROXY": ""]).string("main", "proxy") == nil)
    #expect(load(["TELEMETRY_TUI_MAIN_INTERVAL": ""]).faults.count == 1)
  }

  private func load(_ variables: [String: String]) -> Configuration { load(nil, variables) }
}
