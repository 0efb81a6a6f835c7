import Demo
import Glibc
import Outbox
import Platform
import Report
import TestSupport
import Testing

@testable import Agent

/// Whole agents: loop, node, outbox, the real deliverer, a real home on the loop-back.
@Suite("An agent at work", .serialized)
struct HostTests {
  @Test("before anybody agreed it looks, shows and sends nothing")
  func beforeConsent() throws {
    let place = try HostStage()
    try place.run { agent in
      let status = try #require(try agent.status())
      #expect(status.destinations.map(\.state) == [.off] && status.node.address == "127.0.0.1:\(place.node.port)")
      #expect(status.attention.contains { $0.command == "on home" })
      guard case .live(let snapshot) = try agent.answer(.live) else {
        Issue.record("no live answers")
        return
      }
      #expect(snapshot.build == "4.9.0.37" && snapshot.groups.contains { $0.title == "set test users" })
      let preview = try #require(try agent.preview(hypothetical: true))
      #expect(!preview.mayLeave && preview.isFull && preview.json["build"] == .string("4.9.0.37"))
      #expect(try agent.preview()?.mayLeave == false)
      for request in [
        AgentRequest.report(.home), .send(recordID: preview.record.id), .preview(.report, hypothetical: true),
      ] {
        guard case .failed = try agent.answer(request) else {
          Issue.record("\(request) did something")
          return
        }
      }
      guard case .failed(let usage) = try agent.answer(.command("status")) else {
        Issue.record("the agent ran a command")
        return
      }
      #expect(usage.exit == .usage)
    }
    #expect(place.sink.count == 0)
    #expect(try place.stage.outbox().summary().count == 0)
    #expect(!place.node.recentNames.contains { $0.hasPrefix("log-message:") })
  }

  @Test("agreed, it reports at once; what is shown then is what is sent; withdrawn, nothing is")
  func showAndSend() throws {
    let place = try HostStage()
    try place.run { agent in
      guard case .done(let words) = try agent.answer(.agree([], licence: nil)) else {
        Issue.record("not agreed")
        return
      }
      #expect(words.hasPrefix("home is on: basic"))
      // The first round begins by itself.
      try place.waitForRequests(2)
      #expect(place.received[0]["telemetry-agent-status"] == .string("Connected to ASD."))
      #expect(place.received[1]["config"] != nil, "the first report is a full one")
      #expect(place.node.recentNames.contains { $0.hasPrefix("log-message:") && $0.contains("ACTIVE") })

      let preview = try #require(try agent.preview())
      #expect(preview.mayLeave && !preview.isFull && preview.json["config"] == nil)
      guard case .failed(let unknown) = try agent.answer(.send(recordID: String(repeating: "0", count: 32))) else {
        Issue.record("something else was sent")
        return
      }
      #expect(unknown.what.contains("no longer the next report"))
      guard case .done = try agent.answer(.send(recordID: preview.record.id)) else {
        Issue.record("it was not sent")
        return
      }
      try place.waitForRequests(3)
      let request = try #require(place.sink.requests.last)
      #expect(request.body == preview.record.request.body)
      #expect(request.method == "POST" && request.path == "/telemetry/v1")
      #expect(request.header("Content-Type") == "application/json")
      let settled: Bool? = try eventually { try agent.status()?.spool.count == 0 ? true : nil }
      #expect(settled == true)

      let next = try #require(try agent.preview())
      guard case .done(let off) = try agent.answer(.withdraw) else {
        Issue.record("not withdrawn")
        return
      }
      #expect(off.hasPrefix("off"))
      guard case .failed = try agent.answer(.send(recordID: next.record.id)) else {
        Issue.record("sent without consent")
        return
      }
      #expect(try agent.status()?.destinations.first?.state == .off)
    }
    #expect(place.sink.count == 3)
    let outbox = try place.stage.outbox()
    #expect(try outbox.ledger(LedgerFilter(limit: 10)).map(\.result) == [.sent, .sent, .sent])
    #expect(try outbox.verify().firstBad == nil)
  }

  @Test("a report that is asked for is a record with that id; what it sends is what the ledger has")
  func reportNow() throws {
    let place = try HostStage()
    try place.stage.agree()
    try place.run { agent in
      try place.waitForRequests(2)
      guard case .done(let id) = try agent.answer(.report(.home)) else {
        Issue.record("no report")
        return
      }
      try place.waitForRequests(3)
      let entry: LedgerEntry? = try eventually { try place.stage.outbox().ledgerEntry(id: id) }
      #expect(entry?.result == .sent && entry?.classification == "node/report/abbreviated")
      #expect(entry?.bytes == place.sink.requests.last?.body.count)
    }
  }

  @Test("the node goes and comes back: down, connecting, connected, and then a full report")
  func nodeReturns() throws {
    let place = try HostStage(interval: 1)
    try place.stage.agree()
    try place.run { agent in
      try place.waitForRequests(2)
      place.node.stop()
      let gone: Bool? = eventually { place.statuses.count >= 3 ? true : nil }
      #expect(gone == true)
      #expect(try agent.status()?.node.state == .connecting)
      try place.replaceNode()
      guard case .done = try agent.answer(.reload) else {
        Issue.record("not read again")
        return
      }
      let back: Bool? = eventually {
        place.statuses.count >= 4 && place.received.last?["build"] != nil ? true : nil
      }
      #expect(back == true)
    }
    #expect(
      place.statuses == ["Connected to ASD.", "ASD is down.", "Connecting to ASD.", "Connected to ASD."])
    let returned = place.received.lastIndex { $0["telemetry-agent-status"] != nil } ?? 0
    let after = place.received.dropFirst(returned + 1).first
    #expect(after?["config"] != nil, "the first report after a reconnect is a full one")
  }

  @Test("a channel that is switched off takes its fields out of the next report")
  func channel() throws {
    let place = try HostStage()
    try place.run { agent in
      guard case .done = try agent.answer(.setChannel(.basic, on: false)),
        case .done = try agent.answer(.agree([.home], licence: nil))
      else {
        Issue.record("not switched")
        return
      }
      #expect(try agent.preview()?.reason == "the channel basic is off")
      #expect(try agent.status()?.destinations.first?.state == .held)
      guard case .done = try agent.answer(.setChannel(.basic, on: true)) else {
        Issue.record("not switched")
        return
      }
      try place.waitForRequests(2)
    }
  }

  @Test("one agent a state directory: the second is refused and told by whom")
  func second() throws {
    let place = try HostStage()
    let first = try place.host()
    #expect(throws: AgentFault.alreadyRunning(pid: getpid(), directory: place.stage.state).explanation) {
      try place.host()
    }
    #expect(AgentFault.alreadyRunning(pid: 7, directory: "/s").explanation.what.contains("process 7"))
    #expect(AgentHost.running(stateDirectory: place.stage.state) == getpid())
    withExtendedLifetime(first) {}
  }

  @Test("another process finds the agent behind its socket, however long the path, and nobody when it is gone")
  func attached() throws {
    let place = try HostStage()
    let long = place.stage.scratch.path + "/" + String(repeating: "long", count: 30)
    let host = try AgentHost(
      configPath: place.stage.configPath, stateDirectory: long, environment: place.stage.environment)
    let (handle, stop) = try host.start()
    let other = try #require(AgentConnection.attach(stateDirectory: long, daemon: 12))
    #expect(other.label == "daemon 12" && handle.label == "this process")
    #expect(try other.status()?.node.address == "127.0.0.1:\(place.node.port)")
    // What one changes the other is told, because it asked once.
    guard case .done = try handle.answer(.agree([], licence: nil)) else {
      Issue.record("not agreed")
      return
    }
    let pushed: Bool? = eventually {
      other.collect().contains { reply in
        guard reply.request == 0, case .status(let status) = reply.reply else { return false }
        return status.destinations.first?.state == .on
      } ? true : nil
    }
    #expect(pushed == true)
    try place.waitForRequests(2)
    stop()
    let gone: Bool? = eventually {
      _ = other.collect()
      return other.isClosed ? true : nil
    }
    #expect(gone == true)
    #expect(try other.ask(.status, within: 1000) == .failed(AgentConnection.gone))
    #expect(AgentConnection.attach(stateDirectory: long, daemon: nil) == nil)
    HostStage.waitForDeliverer(long)
  }

  @Test("a delivery that was stopped rests over a restart of the agent, until somebody asks again")
  func rests() throws {
    let place = try HostStage()
    try place.stage.agree()
    let outbox = try place.stage.outbox()
    try DeliveryRest.begin(outbox)
    try place.run { agent in
      let waiting: Int? = try eventually { try outbox.summary().count >= 2 ? 2 : nil }
      #expect(waiting == 2, "the report and the word on the node are accepted")
      let status = try #require(try agent.status())
      #expect(status.attention.contains { $0.text.hasPrefix("delivery was stopped and rests until ") })
      #expect(place.sink.count == 0)
      guard case .done = try agent.answer(.retry) else { return #expect(Bool(false)) }
      try place.waitForRequests(2)
      #expect(try DeliveryRest.end(outbox) == nil)
    }
  }

  @Test("a rest that another clock has written, or that is over, holds nothing back")
  func restsNoMore() throws {
    let stage = try Stage()
    let outbox = try stage.outbox()
    let now = Timestamp.now()
    try DeliveryRest.begin(outbox, now: now)
    #expect(try DeliveryRest.end(outbox, now: now) == now + DeliveryRest.length)
    #expect(try DeliveryRest.end(outbox, now: now + DeliveryRest.length) == nil)
    #expect(try DeliveryRest.end(outbox, now: now + -86_400_000) == nil)
  }

  @Test("settings that do not hold together leave the old ones in force")
  func brokenSettings() throws {
    let place = try HostStage()
    try place.run { agent in
      let before = try agent.status()?.node.address
      try place.stage.configure("[main]\ninterval = soon\n")
      guard case .failed(let explanation) = try agent.answer(.reload) else {
        Issue.record("taken for settings")
        return
      }
      #expect(explanation.place.contains("telemetry.conf:2"))
      #expect(try agent.status()?.node.address == before)
    }
  }

  @Test("a deliverer that is not there stops the start, with the places that were looked at")
  func noDeliverer() throws {
    let stage = try Stage("", environment: ["TELEMETRY_TUI_DELIVER": "/nonexistent/deliver"])
    // Beside this test the real one is found all the same.
    #expect(try DeliveryLauncher.find(stage.environment).hasSuffix("/telemetry-deliver"))
    let named = try stage.scratch.write("deliver", "#!/bin/sh\n", mode: 0o755)
    #expect(try DeliveryLauncher.find(Environment(variables: ["TELEMETRY_TUI_DELIVER": named])) == named)
    #expect(AgentFault.delivererMissing(tried: ["/a", "/b"]).explanation.place == "/a, /b")
  }
}
