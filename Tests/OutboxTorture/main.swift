import Digest
import Glibc
import Outbox
import Platform
import Report

// What OutboxTests kill, and what they cannot do in their own process.
//
//   outbox-torture work DIR LOG   accepts, begins and settles for ever; appends `accepted ID`, `settled ID` to LOG
//                                 after the call that did it returned
//   outbox-torture accept DIR N   accepts N records, one transaction each
//   outbox-torture settle DIR N   settles N records, waiting for them to come
//   outbox-torture fill DIR N     accepts N records in batches of 1000, then looks at them; prints the milliseconds
//   outbox-torture read DIR UID   reads as this user and exits with the explanation's status

func sealed(_ number: Int) throws -> SealedRecord {
  let body = Array(String(repeating: "record \(number) ", count: 1 + number % 400).utf8)
  return SealedRecord(
    id: try Randomness.identifier(), source: .probe, channels: [.event], destination: [.home, .collector][number % 2],
    classification: "t/o/rture", created: .now(), revision: 1,
    request: SealedRequest(
      method: "POST", url: "http://127.0.0.1:1/", headers: [.init("X-Number", "\(number)")], body: body),
    sha256: Hex.encode(Digest.sha256(body)))
}

func work(_ directory: String, _ logPath: String) throws -> Never {
  let raw = open(logPath, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
  let log = Descriptor(adopting: raw)
  func note(_ word: String, _ ids: [String]) throws {
    try log.writeAll(Array(ids.map { "\(word) \($0)\n" }.joined().utf8), to: logPath)
  }
  let outbox = try Outbox(directory: directory, access: .readWrite, keptBodies: 40_000)
  var number = 0
  while true {
    let batch = try (0..<Int.random(in: 1...5)).map { _ in
      number += 1
      return try sealed(number)
    }
    if Int.random(in: 0..<4) == 0, let first = batch.first {
      try outbox.saveDraft(first)
      if Bool.random() {
        try outbox.promoteDraft(id: first.id)
        try note("accepted", [first.id])
      }
    }
    try outbox.accept(Array(batch.dropFirst()))
    try note("accepted", batch.dropFirst().map(\.id))
    let due = try outbox.due(now: .now() + 1000, limit: Int.random(in: 1...6)).map(\.id)
    _ = try outbox.begin(due)
    let outcomes = due.map { id -> Outcome in
      switch Int.random(in: 0..<6) {
      case 0: .retry(id: id, status: 503, reason: "busy", nextTry: .now(), destinationRetryAt: .now())
      case 1: .refused(id: id, status: 400, reason: "no")
      case 2: .withdrawn(id: id, reason: "off")
      default: .sent(id: id, status: 200, answer: "")
      }
    }
    try outbox.settle(outcomes)
    try note(
      "settled",
      outcomes.compactMap { outcome in
        if case .retry = outcome { return nil }
        return outcome.id
      })
  }
}

func fill(_ directory: String, _ count: Int) throws {
  let outbox = try Outbox(directory: directory, access: .readWrite)
  func time(_ what: String, _ body: () throws -> Void) rethrows {
    let start = Monotonic.now()
    try body()
    print("\(what): \(Monotonic.now() - start) ms")
  }
  var sealing: Int64 = 0
  try time("accept \(count)") {
    for start in stride(from: 0, to: count, by: 1000) {
      let before = Monotonic.now()
      let batch = try (start..<min(count, start + 1000)).map { try sealed($0 % 10) }
      sealing += Monotonic.now() - before
      try outbox.accept(batch)
    }
  }
  print("of which sealing: \(sealing) ms")
  try time("1000 single accepts") { for number in 0..<1000 { try outbox.accept([try sealed(number % 10)]) } }
  try time("1000 summaries") { for _ in 0..<1000 { _ = try outbox.summary() } }
  try time("1000 pages of due") { for _ in 0..<1000 { _ = try outbox.due(now: .now(), limit: 8) } }
  try time("1000 moments") { for _ in 0..<1000 { _ = try outbox.nextDue(after: .now()) } }
  try time("settle 10000") {
    for _ in 0..<100 {
      let ids = try outbox.due(now: .now(), limit: 100).map(\.id)
      try outbox.settle(ids.map { .sent(id: $0, status: 200, answer: "") })
    }
  }
  try time("verify") { _ = try outbox.verify() }
  try time("open") { _ = try Outbox(directory: directory, access: .readWrite).summary() }
}

let arguments = CommandLine.arguments
do {
  switch (arguments.dropFirst().first, arguments.count) {
  case ("work", 4): try work(arguments[2], arguments[3])
  case ("accept", 4):
    let outbox = try Outbox(directory: arguments[2], access: .readWrite)
    for number in 0..<(Int(arguments[3]) ?? 0) { try outbox.accept([try sealed(number)]) }
  case ("settle", 4):
    let outbox = try Outbox(directory: arguments[2], access: .readWrite)
    var left = Int(arguments[3]) ?? 0
    while left > 0 {
      let ids = try outbox.waiting(limit: 20).map(\.id)
      left -= try outbox.settle(ids.map { .sent(id: $0, status: 200, answer: "") }).count
    }
  case ("fill", 4): try fill(arguments[2], Int(arguments[3]) ?? 0)
  case ("read", 4):
    guard setgid(gid_t(arguments[3]) ?? 0) == 0, setuid(uid_t(arguments[3]) ?? 0) == 0 else { exit(99) }
    let outbox = try Outbox(directory: arguments[2], access: .readOnly)
    exit(try outbox.summary().count == 0 ? 98 : 0)
  default: exit(64)
  }
} catch {
  let line = Array("outbox-torture: \(explain(error).line)\n".utf8)
  _ = write(STDERR_FILENO, line, line.count)
  exit(explain(error).exit.rawValue)
}
