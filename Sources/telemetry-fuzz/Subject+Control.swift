import Agent
import Report

extension Subject {
  /// The control socket, from both ends: requests that a client sends, replies that an agent sends.
  static let control: Subject = {
    let tokens =
      Subject.jsonTokens + [
        "\n", "\"id\":", "\"ask\":", "\"reply\":", "\"value\":", "status", "live", "preview", "report", "agree",
        "channel",
        "withdraw", "command", "home", "basic", "2026-11-21T09:26:11.123Z", "-271821-04-20T00:00:00Z",
        "{\"id\":1,\"ask\":\"status\"}\n",
      ]
    return Subject(
      name: "control", corpus: lines.map { Array($0.utf8) }, tokens: tokens.map { Array($0.utf8) } + [[0xFF]]
    ) { ControlCheck.fault(in: $0) }
  }()

  private static let lines =
    [
      "{\"id\":1,\"ask\":\"status\"}\n{\"id\":2,\"ask\":\"live\"}\n",
      "{\"id\":3,\"ask\":\"preview\",\"destination\":\"home\",\"hypothetical\":true}\n",
      "{\"id\":4,\"ask\":\"agree\",\"destinations\":[\"home\",\"report\"],\"licence\":\"sharing-1-0\"}\n",
      "{\"id\":5,\"ask\":\"channel\",\"channel\":\"ident\",\"on\":false}\n{\"id\":6,\"ask\":\"send\",\"record\":\"ab\"}\n",
      "{\"id\":7,\"reply\":\"done\",\"value\":\"it was\"}\n",
      "{\"id\":8,\"reply\":\"failed\",\"value\":{\"what\":\"w\",\"place\":\"p\",\"remedy\":null,\"exit\":69}}\n",
    ] + ControlCheck.samples
}
