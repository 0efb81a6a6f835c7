import CPlatform
import Glibc
import Platform

/// Offers the files that an old client left in its spool directory, or still writes there: those that are there, oldest
/// first, then each one when it is closed after writing or renamed into the directory.
///
/// A file stays until the caller says `remove` or `setAside`; one that it leaves is offered again later. Names that
/// start with a dot or are no UTF-8, and directories, are no records and are left alone.
///
/// For one thread: poll `descriptor`, call `hear` when it is readable, and ask for `offers` then and at `nextLook`.
public final class SpoolDirectory {
  public static let rejected = "rejected"
  /// A file that nobody said is finished is left alone until it was not written to for so long.
  public static let settleMilliseconds: Int64 = 10_000
  /// What inotify cannot tell, as a directory above that was renamed, is found so late.
  private static let checkMilliseconds: Int64 = 60_000

  public let path: String
  private let user: uid_t
  private let settle: Int64
  private let mostNames: Int
  private var watch: SpoolWatch
  /// Found by looking, oldest last.
  private var found: [String] = []
  /// Finished files, in the order of their news.
  private var finished: ArraySlice<String> = []
  /// Those of them that were not met by looking since.
  private var finishedNames: Set<String> = []
  /// The last look found more than is held.
  private var hasMore = false
  /// Offered last time, and nothing was said about it yet.
  private var offered: Set<String> = []
  private var nextScan: Int64?
  private var nextCheck: Int64

  /// - Parameters:
  ///   - path: the directory; it may be missing now or later.
  ///   - user: whose files are taken, beside root's and those of the directory's owner.
  ///   - settle: milliseconds a file must not have been written to, unless it was closed since we look.
  ///   - mostNames: names held at once: of more files, the oldest first, then those that are left.
  /// - Throws: when the kernel has no inotify instance left.
  public init(
    _ path: String, user: uid_t = geteuid(), settle: Int64 = settleMilliseconds, mostNames: Int = 16_384
  ) throws(SystemError) {
    self.path = path
    self.user = user
    self.settle = settle
    self.mostNames = max(1, mostNames)
    watch = try SpoolWatch(path)
    let now = Monotonic.now()
    nextScan = now
    nextCheck = now + Self.checkMilliseconds
  }

  /// Readable when there is something to hear.
  public var descriptor: Int32 { watch.descriptor.raw }

  /// When `offers` has something to do without any news, in milliseconds of `Monotonic`.
  public var nextLook: Int64 {
    found.isEmpty && finished.isEmpty && !hasMore ? min(nextScan ?? .max, nextCheck) : 0
  }

  /// Takes the news from the descriptor.
  public func hear() {
    let news = watch.hear()
    for name in news.finished where !name.hasPrefix(".") {
      if finished.count >= mostNames {
        nextScan = 0
      } else if finishedNames.insert(name).inserted {
        finished.append(name)
      }
    }
    if news.isUncertain { nextScan = 0 }
  }

  /// The next files, at most `most`. Empty when there is nothing to do until `hear` or `nextLook`.
  public func offers(most: Int = 64) -> [SpoolOffer] {
    let now = Monotonic.now()
    look(now)
    guard let directory = openDirectory() else { return [] }
    var offers: [SpoolOffer] = []
    while offers.count < most {
      guard let (name, isFinished) = nextName() else { break }
      guard let offer = examine(name, in: directory, isFinished: isFinished, now) else { continue }
      offers.append(offer)
    }
    offered = Set(offers.map(\.name))
    return offers
  }

  /// Deletes the file of an offer: its record is safe elsewhere. Another file that has its name now stays.
  public func remove(_ offer: SpoolOffer) throws(SystemError) {
    offered.remove(offer.name)
    guard let directory = openDirectory(), isUnchanged(offer, in: directory) else { return }
    guard unlinkat(directory.raw, offer.name, 0) == 0 || errno == ENOENT else {
      throw SystemError("unlink", "\(path)/\(offer.name)")
    }
  }

  /// Moves the file of an offer into `rejected` below the directory, so that it is not met again.
  /// - Returns: its new path; nil when it is gone or another one by now.
  public func setAside(_ offer: SpoolOffer) throws(SystemError) -> String? {
    offered.remove(offer.name)
    guard let directory = openDirectory(), isUnchanged(offer, in: directory) else { return nil }
    let place = "\(path)/\(Self.rejected)"
    guard mkdirat(directory.raw, Self.rejected, 0o700) == 0 || errno == EEXIST else {
      throw SystemError("mkdir", place)
    }
    let raw = openat(directory.raw, Self.rejected, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard raw >= 0 else { throw SystemError("open directory", place) }
    let target = Descriptor(adopting: raw)
    var name = offer.name
    for number in 1... {
      // What was set aside earlier is kept.
      guard faccessat(target.raw, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0 else { break }
      name = "\(offer.name).\(number)"
    }
    guard renameat(directory.raw, offer.name, target.raw, name) == 0 else { throw SystemError("rename", place) }
    return "\(place)/\(name)"
  }

  private func openDirectory() -> Descriptor? {
    let raw = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    return raw >= 0 ? Descriptor(adopting: raw) : nil
  }

  private func isUnchanged(_ offer: SpoolOffer, in directory: Descriptor) -> Bool {
    var info = stat()
    return fstatat(directory.raw, offer.name, &info, AT_SYMLINK_NOFOLLOW) == 0 && FileIdentity(info) == offer.identity
  }

  // MARK: - Looking

  private func look(_ now: Int64) {
    // What was left last time is there still: later, and not at once for ever.
    if !offered.isEmpty {
      hasMore = false
      lookAgain(now + Self.settleMilliseconds)
    }
    if now >= nextCheck {
      nextCheck = now + Self.checkMilliseconds
      if !watch.isCurrent {
        watch.arm()
        nextScan = now
      }
    }
    if found.isEmpty, hasMore || now >= nextScan ?? .max { scan(now) }
  }

  private func lookAgain(_ when: Int64) { nextScan = min(nextScan ?? .max, when) }

  private func nextName() -> (String, isFinished: Bool)? {
    if let name = found.popLast() { return (name, finishedNames.remove(name) != nil) }
    while let name = finished.popFirst() {
      if finishedNames.remove(name) != nil { return (name, true) }
    }
    return nil
  }

  /// Lists the directory, oldest files first.
  private func scan(_ now: Int64) {
    nextScan = nil
    hasMore = false
    guard let stream = opendir(path) else {
      // What is missing is heard of; what is forbidden may be allowed later.
      if errno != ENOENT { lookAgain(now + Self.settleMilliseconds) }
      return
    }
    defer { closedir(stream) }
    var all: [(modified: Timestamp, name: String)] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let name, !name.hasPrefix(".") else { continue }
      var info = stat()
      guard fstatat(dirfd(stream), name, &info, AT_SYMLINK_NOFOLLOW) == 0, cp_is_directory(info.st_mode) == 0 else {
        continue
      }
      all.append((info.modified, name))
      if all.count >= 2 * mostNames { cut(&all) }
    }
    cut(&all)
    found = all.reversed().map(\.name)
  }

  private func cut(_ all: inout [(modified: Timestamp, name: String)]) {
    all.sort { $0 < $1 }
    guard all.count > mostNames else { return }
    all.removeLast(all.count - mostNames)
    hasMore = true
  }

  // MARK: - One file

  /// nil when there is nothing to offer, now or ever.
  private func examine(
    _ name: String, in directory: Descriptor, isFinished: Bool, _ now: Int64
  ) -> SpoolOffer? {
    var info = stat()
    guard fstatat(directory.raw, name, &info, AT_SYMLINK_NOFOLLOW) == 0, cp_is_directory(info.st_mode) == 0 else {
      return nil
    }
    func offer(_ content: Result<ProbeRecord, ProbeFault>) -> SpoolOffer {
      SpoolOffer(
        name: name, content: content, modified: info.modified, owner: info.st_uid, identity: FileIdentity(info))
    }
    // A device must not even be opened.
    guard cp_is_regular(info.st_mode) != 0 else { return offer(.failure(.notRegular)) }
    var home = stat()
    guard fstat(directory.raw, &home) == 0 else { return nil }
    guard [0, user, home.st_uid].contains(info.st_uid) else { return offer(.failure(.owner(info.st_uid))) }
    let quiet = abs(Timestamp.now() - info.modified)
    if !isFinished, quiet < settle {
      lookAgain(now + settle - quiet)
      return nil
    }
    guard info.st_size <= SpoolFile.longest else { return offer(.failure(.fileTooLong(Int64(info.st_size)))) }
    let raw = openat(directory.raw, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard raw >= 0 else {
      if errno == EACCES || errno == EPERM { return offer(.failure(.unreadable(errno))) }
      lookAgain(now + Self.settleMilliseconds)
      return nil
    }
    let file = Descriptor(adopting: raw)
    var after = stat()
    guard let bytes = try? file.readAll(limit: SpoolFile.longest + 1, from: name), fstat(raw, &after) == 0,
      FileIdentity(after) == FileIdentity(info)
    else {
      // Another file by now, or still growing.
      lookAgain(now + Self.settleMilliseconds)
      return nil
    }
    do throws(ProbeFault) {
      return offer(.success(try SpoolFile.parse(bytes)))
    } catch {
      return offer(.failure(error))
    }
  }
}
