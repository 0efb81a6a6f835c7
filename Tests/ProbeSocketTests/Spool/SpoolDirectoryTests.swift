import Glibc
import Platform
import ProbeSocket
import TestSupport
import Testing

@Suite("The old spool directory")
struct SpoolDirectoryTests {
  private let scratch: Scratch
  private var path: String { scratch.path + "/spool" }
  private let text = String(decoding: Sample().headers, as: UTF8.self)

  init() throws {
    scratch = try Scratch()
    try Files.makeDirectory(path, mode: 0o750)
  }

  /// Writes a file as the old client did: in its place, then closed.
  private func write(_ name: String, _ payload: String = "x", in directory: String? = nil) throws {
    let raw = open("\(directory ?? path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    try Descriptor(adopting: raw).writeAll(Array("\(text)\(payload)\n".utf8), to: name)
  }

  /// As if it had been written so many seconds ago.
  private func age(_ name: String, _ seconds: Int, in directory: String? = nil) {
    var times = [timespec(tv_sec: time(nil) - seconds, tv_nsec: 0), timespec(tv_sec: time(nil) - seconds, tv_nsec: 0)]
    utimensat(AT_FDCWD, "\(directory ?? path)/\(name)", &times, AT_SYMLINK_NOFOLLOW)
  }

  private func names(_ spool: SpoolDirectory, most: Int = 64) -> [String] { spool.offers(most: most).map(\.name) }

  /// Waits for news, as a loop over the descriptor does, until something is offered.
  private func nextOffers(_ spool: SpoolDirectory) -> [SpoolOffer] {
    eventually {
      spool.hear()
      let offers = spool.offers()
      return offers.isEmpty ? nil : offers
    } ?? []
  }

  @Test("files that are there are offered, oldest first, and stay until they are removed")
  func oldestFirst() throws {
    for (index, name) in ["c", "a", "b"].enumerated() {
      try write(name, "payload \(name)")
      age(name, 1000 - index)
    }
    let spool = try SpoolDirectory(path)
    let offers = spool.offers()
    #expect(offers.map(\.name) == ["c", "a", "b"])
    #expect(
      try offers.map { try $0.content.get().payload }.map { String(decoding: $0, as: UTF8.self) }
        == ["payload c", "payload a", "payload b"])
    #expect(offers.allSatisfy { $0.owner == getuid() && Timestamp.now() - $0.modified > 900_000 })
    #expect(try Files.names(in: path) == ["a", "b", "c"])
    for offer in offers { try spool.remove(offer) }
    #expect(try Files.names(in: path).isEmpty && names(spool).isEmpty)
  }

  @Test("a file is offered as soon as it is closed after writing, and when it is renamed into the directory")
  func news() throws {
    let spool = try SpoolDirectory(path)
    #expect(names(spool).isEmpty)
    try write("closed")
    let first = nextOffers(spool)
    #expect(first.map(\.name) == ["closed"])
    try spool.remove(try #require(first.first))
    try write("elsewhere", in: scratch.path)
    rename(scratch.path + "/elsewhere", path + "/renamed")
    #expect(nextOffers(spool).map(\.name) == ["renamed"])
    var polled = pollfd(fd: spool.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&polled, 1, 0) == 0, "all is heard")
    try write("again")
    #expect(poll(&polled, 1, 15_000) == 1, "the descriptor tells")
  }

  @Test("a file still being written is left until it is closed or quiet")
  func beingWritten() throws {
    let raw = open(path + "/slow", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    var file: Descriptor? = Descriptor(adopting: raw)
    try file?.writeAll(Array(text.utf8.prefix(50)), to: "slow")
    let spool = try SpoolDirectory(path)
    spool.hear()
    #expect(names(spool).isEmpty)
    #expect(spool.nextLook > Monotonic.now() && spool.nextLook <= Monotonic.now() + 10_000, "looked at again")
    try file?.writeAll(Array((text.dropFirst(50) + "x\n").utf8), to: "slow")
    file = nil
    let offers = nextOffers(spool)
    #expect(offers.map(\.name) == ["slow"] && (try? offers.first?.content.get()) != nil)
    // Closed before anybody watched, but quiet for long.
    try write("quiet")
    age("quiet", 11)
    try write("young")
    let other = try SpoolDirectory(path)
    #expect(names(other).contains("quiet") && !names(other).contains("young"))
  }

  @Test("a directory that is missing, made later, deleted or replaced is followed")
  func comesAndGoes() throws {
    let place = scratch.path + "/var/spool/telemetry"
    let spool = try SpoolDirectory(place)
    #expect(names(spool).isEmpty)
    try Files.makeDirectory(place)
    try write("one", in: place)
    age("one", 60, in: place)
    let first = nextOffers(spool)
    #expect(first.map(\.name) == ["one"])
    try spool.remove(try #require(first.first))
    #expect(rmdir(place) == 0)
    try Files.makeDirectory(place)
    try write("two", in: place)
    age("two", 60, in: place)
    #expect(nextOffers(spool).map(\.name) == ["two"])
    try Files.makeDirectory(scratch.path + "/new")
    try write("three", in: scratch.path + "/new")
    age("three", 60, in: scratch.path + "/new")
    rename(place, scratch.path + "/gone")
    rename(scratch.path + "/new", place)
    #expect(nextOffers(spool).map(\.name) == ["three"])
  }

  @Test("a file that is no record is set aside, under another name where there is one already")
  func setAside() throws {
    let spool = try SpoolDirectory(path)
    for round in 0..<3 {
      try Files.create(path + "/bad", with: Array("no record \(round)\n".utf8), mode: 0o600)
      let offer = try #require(nextOffers(spool).first)
      guard case .failure(let fault) = offer.content else {
        Issue.record("taken for a record")
        return
      }
      #expect(fault.kind == .headers)
      let suffix = round == 0 ? "" : ".\(round)"
      #expect(try spool.setAside(offer) == "\(path)/rejected/bad\(suffix)")
    }
    #expect(try Files.names(in: path) == ["rejected"])
    #expect(try Files.names(in: path + "/rejected") == ["bad", "bad.1", "bad.2"])
    #expect(try scratch.text("spool/rejected/bad.2") == "no record 2\n")
    spool.hear()
    #expect(names(spool).isEmpty, "what is set aside is not met again")
  }

  @Test("what is no regular file is never opened, and told; names with a dot and directories are left alone")
  func oddFiles() throws {
    try Files.makeDirectory(path + "/directory")
    try scratch.write("secret", text + "secret\n")
    #expect(symlink(scratch.path + "/secret", path + "/link") == 0)
    #expect(mkfifo(path + "/pipe", 0o600) == 0)
    try write(".hidden")
    try Files.create(path + "/large", with: [UInt8](repeating: 97, count: SpoolFile.longest + 1), mode: 0o600)
    for name in ["link", "pipe", ".hidden", "large"] { age(name, 60) }
    let spool = try SpoolDirectory(path)
    let offers = spool.offers()
    let faults = Dictionary(uniqueKeysWithValues: offers.map { offer in (offer.name, Self.fault(offer)) })
    #expect(
      faults == ["link": .notRegular, "pipe": .notRegular, "large": .fileTooLong(Int64(SpoolFile.longest + 1))])
    for offer in offers { #expect(try spool.setAside(offer) != nil) }
    #expect(try Files.names(in: path) == [".hidden", "directory", "rejected"])
    #expect(try scratch.text("secret").hasSuffix("secret\n"))
  }

  private static func fault(_ offer: SpoolOffer) -> ProbeFault? {
    if case .failure(let fault) = offer.content { return fault }
    return nil
  }

  @Test("only files of root, of the daemon's user or of the directory's owner are records", .enabled(if: getuid() == 0))
  func owners() throws {
    for (name, owner) in [("root", 0), ("mine", 1001), ("theirs", 1002), ("stranger", 1003)] as [(String, uid_t)] {
      try write(name)
      chown("\(path)/\(name)", owner, 0)
      age(name, 60)
    }
    chown(path, 1002, 0)
    let spool = try SpoolDirectory(path, user: 1001)
    let faults = spool.offers().map { ($0.name, Self.fault($0)) }.sorted { $0.0 < $1.0 }
    #expect(faults.map(\.0) == ["mine", "root", "stranger", "theirs"])
    #expect(faults.map(\.1) == [nil, nil, .owner(1003), nil])
  }

  @Test("a file that was replaced since it was offered is neither deleted nor set aside")
  func replaced() throws {
    try write("a", "old")
    age("a", 60)
    let spool = try SpoolDirectory(path)
    let offer = try #require(spool.offers().first)
    try write("b", "new", in: scratch.path)
    rename(scratch.path + "/b", path + "/a")
    try spool.remove(offer)
    #expect(try spool.setAside(offer) == nil)
    let again = try #require(nextOffers(spool).first)
    #expect(try again.content.get().payload.elementsEqual("new".utf8))
    try spool.remove(again)
    try spool.remove(again)
  }

  @Test("a file that is found and told of is offered once")
  func once() throws {
    let spool = try SpoolDirectory(path)
    try write("a")
    age("a", 60)
    // Told of by the kernel, and found by the first look.
    spool.hear()
    let offers = spool.offers()
    #expect(offers.map(\.name) == ["a"])
    for offer in offers { try spool.remove(offer) }
    #expect(names(spool).isEmpty)
  }

  @Test("what the caller leaves is offered again later, not at once")
  func left() throws {
    try write("a")
    age("a", 60)
    let spool = try SpoolDirectory(path)
    #expect(names(spool) == ["a"])
    #expect(names(spool).isEmpty)
    #expect(spool.nextLook > Monotonic.now() && spool.nextLook <= Monotonic.now() + SpoolDirectory.settleMilliseconds)
  }

  @Test("of more files than are held at once the oldest come first, and all come")
  func many() throws {
    for index in 0..<95 {
      let name = "f" + Digits.padded(Int64(index), 3)
      try write(name)
      age(name, 10_000 - index)
    }
    let spool = try SpoolDirectory(path, mostNames: 20)
    var seen: [String] = []
    while case let offers = spool.offers(most: 8), !offers.isEmpty {
      for offer in offers { try spool.remove(offer) }
      seen += offers.map(\.name)
    }
    #expect(seen == (0..<95).map { "f" + Digits.padded($0, 3) })
  }

  @Test("news that the kernel dropped are found by looking")
  func overflow() throws {
    let most = Int((try? Files.readText("/proc/sys/fs/inotify/max_queued_events"))?.dropLast() ?? "") ?? 16_384
    try #require(most < 200_000)
    let spool = try SpoolDirectory(path)
    #expect(names(spool).isEmpty)
    // One file fills the queue; two names by turns, because an event that repeats the last one is not queued.
    try write("x")
    for index in 0..<(most + 10) {
      rename(path + (index % 2 == 0 ? "/x" : "/y"), path + (index % 2 == 0 ? "/y" : "/x"))
    }
    try write("lost")
    age("lost", 60)
    let isFound = eventually {
      spool.hear()
      let offers = spool.offers()
      for offer in offers { try? spool.remove(offer) }
      return offers.contains { $0.name == "lost" } ? true : nil
    }
    #expect(isFound == true)
  }
}
