import CollectorTestSupport
import Foundation
import Synchronization

/// Senders that post records one after the other as agents do: what is not answered 201 is sent again, to whichever
/// collector there is then.
final class Load: Sendable {
  struct Seen {
    /// The number each payload was answered with.
    var answered: [String: Int] = [:]
    /// Payloads answered with two numbers, or that are another's.
    var contradicted: [String] = []
    /// Answers by status; 0 stands for a connection that failed.
    var statuses: [Int: Int] = [:]
    /// Answers of 503 that say nothing of when to come again.
    var withoutRetryAfter = 0
    var slowest = Duration.zero
    /// Machines whose heartbeat was answered.
    var machines: Set<String> = []
  }

  private let seen = Mutex(Seen())
  private let ports: Mutex<[Int]>
  private let isOver = Mutex(false)
  private let senders = DispatchGroup()
  private let tag: String
  private let padding: String

  init(_ tag: String, ports: [Int], senders count: Int = 6, padding: Int = 0) {
    self.tag = tag
    self.padding = String(repeating: "x", count: padding)
    self.ports = Mutex(ports)
    for sender in 0..<count {
      senders.enter()
      let thread = Thread { [self] in
        send(sender)
        senders.leave()
      }
      thread.start()
    }
  }

  var soFar: Seen { seen.withLock { $0 } }

  func turn(to ports: [Int]) { self.ports.withLock { $0 = ports } }

  /// Ends when each sender has its answer, or does without.
  func stop() -> Seen {
    isOver.withLock { $0 = true }
    senders.wait()
    return soFar
  }

  private func send(_ sender: Int) {
    var link: (port: Int, link: Link)?
    var number = 0
    while !isOver.withLock({ $0 }) {
      let ports = ports.withLock { $0 }
      guard !ports.isEmpty else {
        usleep(5000)
        continue
      }
      let port = ports[(sender + number) % ports.count]
      let machine = String(format: "%032x", sender * 1000 + number % 20)
      let isHeartbeat = number % 2 == 0
      let payload = "\(tag)-\(sender)-\(number)" + padding
      let begin = ContinuousClock.now
      do {
        if link?.port != port { link = (port, try Link(port)) }
        guard
          let answer = try link?.link.ask(
            "POST", "/v2/collector", Self.headers(machine: machine, isHeartbeat: isHeartbeat), Array(payload.utf8))
        else { continue }
        note(payload, answer, begin.duration(to: .now), isHeartbeat ? machine : nil)
        if answer.status == 201 { number += 1 } else { usleep(20_000) }
      } catch {
        link = nil
        seen.withLock { $0.statuses[0, default: 0] += 1 }
        usleep(20_000)
      }
    }
  }

  private func note(_ payload: String, _ answer: Link.Answer, _ time: Duration, _ machine: String?) {
    let id = answer.object["id"] as? Int
    seen.withLock { seen in
      seen.statuses[answer.status, default: 0] += 1
      seen.slowest = max(seen.slowest, time)
      if answer.status == 503, answer.headers["retry-after"] == nil { seen.withoutRetryAfter += 1 }
      guard answer.status == 201 else { return }
      if answer.object["payload"] as? String != payload { seen.contradicted.append(payload) }
      if let other = seen.answered[payload], other != id { seen.contradicted.append(payload) }
      seen.answered[payload] = id ?? -1
      if let machine { seen.machines.insert(machine) }
    }
  }

  static func headers(
    machine: String = "5e3ec3544778c785c96a54beadc7966b", isHeartbeat: Bool = false
  ) -> [(String, String)] {
    [
      ("record_format_version", "4"),
      ("classification", isHeartbeat ? "org.clearlinux/heartbeat/ping" : "org.clearlinux/hello/world"),
      ("severity", "1"), ("machine_id", machine), ("creation_timestamp", "1795241252"), ("arch", "x86_64"),
      ("host_type", "a|b|c"), ("build", "33340"), ("kernel_version", "6.18.44"), ("payload_format_version", "1"),
      ("system_name", "clear-linux-os"), ("board_name", "a|b"), ("cpu_model", "AMD EPYC"), ("bios_version", "b"),
      ("event_id", "1d02deb60b7c07e5370e98b23c750a6a"), ("X-Telemetry-TID", "6907c830-eed9-4ce9-81ae-76daf8d88f0f"),
    ]
  }
}
