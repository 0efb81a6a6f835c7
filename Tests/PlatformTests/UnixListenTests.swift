import CPlatform
import Platform
import TestSupport
import Testing

@Suite("Listening on a Unix socket")
struct UnixListenTests {
  private static let wanted: [UInt32] = [0o600, 0o660, 0o666]

  @Test("the file has exactly the mode asked for, and what is made beside it has its own, in any number of threads")
  func modes() async throws {
    let scratch = try Scratch()
    let place = scratch.path
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask {
          _ = Descriptor(adopting: cp_unix_listen("\(place)/\(number)", Self.wanted[number % 3], 5))
          try? Files.makeDirectory("\(place)/beside-\(number)")
        }
      }
    }
    for number in 0..<200 {
      #expect(scratch.mode("\(number)") == Int(Self.wanted[number % 3]))
      #expect(scratch.mode("beside-\(number)") & 0o700 == 0o700)
    }
  }
}
