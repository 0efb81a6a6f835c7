import Glibc
import Platform
import Synchronization
import TestSupport
import Testing

@testable import Privacy

@Suite("The hash key")
struct HashKeyTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test("it is made once, for its owner alone, and read ever after")
  func madeOnce() throws {
    let directory = scratch.path + "/state"
    let key = try HashKey.ofMachine(stateDirectory: directory)
    #expect(key.bytes.count == 32)
    #expect(scratch.mode("state/hash.key") == 0o600 && scratch.mode("state") == 0o700)
    #expect(try scratch.text("state/hash.key") == Hex.encode(key.bytes) + "\n")
    #expect(try HashKey.ofMachine(stateDirectory: directory) == key)
    #expect(try HashKey.read(directory + "/hash.key") == key, "its file may be shared")
    #expect(try HashKey.ofMachine(stateDirectory: scratch.path + "/other") != key)
    #expect(try Files.names(in: directory) == ["hash.key"])
  }

  @Test("any text of 16 bytes is a key; 64 hexadecimal digits are 32 bytes; white space at the end is none of it")
  func shared() throws {
    func key(_ text: String) throws -> [UInt8] { try HashKey.read(scratch.write("key", text)).bytes }
    #expect(try key("correct horse battery\n") == Array("correct horse battery".utf8))
    #expect(try key("sixteen bytes ok \r\n\n") == Array("sixteen bytes ok".utf8))
    let digits = String(repeating: "0aF1", count: 16)
    #expect(try key(digits + "\n") == Hex.decode(digits))
    #expect(try key(String(digits.dropLast()) + "g").count == 64, "not all digits: taken as it is")
  }

  @Test(
    "a key that is too short is refused, and so is one that is not there",
    arguments: ["", "\n", "fifteen bytes k", "               \n"])
  func short(_ text: String) throws {
    let path = try scratch.write("key", text)
    #expect {
      try HashKey.read(path)
    } throws: { error in
      let explanation = explain(error)
      return explanation.exit == .badData && explanation.place == path && explanation.what.contains("too short")
    }
    #expect(explainedExit { try HashKey.read(scratch.path + "/none") } == .noInput)
    try scratch.write("hash.key", text)
    #expect(
      explainedExit { try HashKey.ofMachine(stateDirectory: scratch.path) } == .badData, "never replaced silently")
  }

  private func explainedExit(_ body: () throws -> HashKey) -> Platform.ExitStatus? {
    do {
      _ = try body()
      return nil
    } catch {
      return explain(error).exit
    }
  }

  @Test("many makers at the same moment get one and the same key", arguments: 0..<50)
  func race(_ turn: Int) throws {
    let directory = scratch.path
    let gate = Gate()
    let threads = try (0..<8).map { _ in
      try WorkerThread.start(name: "maker") {
        gate.wait()
        let outcome: String
        do throws(Explanation) {
          outcome = Hex.encode(try HashKey.ofMachine(stateDirectory: directory).bytes)
        } catch {
          outcome = error.line
        }
        gate.note(outcome)
      }
    }
    gate.open()
    for thread in threads { thread.join() }
    let made = gate.outcomes
    #expect(made.count == 8 && Set(made).count == 1, "\(Set(made))")
    #expect(try scratch.names() == ["hash.key"])
    #expect(try scratch.text("hash.key") == (made.first ?? "") + "\n")
  }
}

/// Lets threads begin together and takes down what became of them.
private final class Gate: Sendable {
  private let isOpen = Atomic<Bool>(false)
  private let notes = Mutex<[String]>([])

  func open() { isOpen.store(true, ordering: .releasing) }
  func wait() { while !isOpen.load(ordering: .acquiring) { sched_yield() } }
  func note(_ text: String) { notes.withLock { $0.append(text) } }
  var outcomes: [String] { notes.withLock { $0 } }
}
