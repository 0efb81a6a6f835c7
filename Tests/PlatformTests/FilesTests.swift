import Glibc
import Platform
import TestSupport
import Testing

@Suite("Whole files")
struct FilesTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func path(_ name: String) -> String { scratch.path + "/" + name }

  @Test("a new file has the mode asked for, a replaced one keeps its own")
  func modes() throws {
    try Files.replace(path("a"), with: [1, 2], mode: 0o600)
    #expect(scratch.mode("a") == 0o600)
    chmod(path("a"), 0o640)
    try Files.replace(path("a"), with: [3], mode: 0o644)
    #expect(try Files.read(path("a")) == [3])
    #expect(scratch.mode("a") == 0o640)
    #expect(try scratch.names() == ["a"], "no temporary file is left")
  }

  @Test(
    "what root writes into somebody's directory is that person's to read",
    .enabled(if: geteuid() == 0, "only root writes for somebody else"))
  func owner() throws {
    #expect(chown(scratch.path, 65534, 65534) == 0)
    try Files.replace(path("a"), with: [1], mode: 0o600)
    var info = stat()
    #expect(stat(path("a"), &info) == 0 && info.st_uid == 65534 && info.st_gid == 65534)
    #expect(scratch.mode("a") == 0o600)
    // One that exists keeps its own.
    #expect(chown(path("a"), 0, 0) == 0)
    try Files.replace(path("a"), with: [2])
    #expect(stat(path("a"), &info) == 0 && info.st_uid == 0)
  }

  @Test("a link is followed and stays a link, and its target's directory gets the new file")
  func links() throws {
    try scratch.write("real/file", "old")
    #expect(symlink("real/file", path("link")) == 0)
    try Files.replace(path("link"), with: Array("new".utf8))
    var info = stat()
    #expect(lstat(path("link"), &info) == 0 && info.st_mode & S_IFMT == S_IFLNK)
    #expect(try scratch.text("real/file") == "new")
    #expect(try Files.names(in: path("real")) == ["file"] && scratch.names() == ["link", "real"])
  }

  @Test("a replacement is another file: whoever reads the old one reads it to its end")
  func oldReaders() throws {
    try Files.replace(path("a"), with: Array("old".utf8))
    let old = Descriptor(adopting: open(path("a"), O_RDONLY))
    let before = FileStamp(path("a"))
    try Files.replace(path("a"), with: Array("new".utf8))
    #expect(try old.readAll(limit: 100, from: "a") == Array("old".utf8))
    #expect(FileStamp(path("a")) != before, "same size, another file")
  }

  @Test("what fails leaves the old file and no temporary one")
  func failure() throws {
    // A directory cannot be replaced by a file: rename(2) fails after everything was written.
    try scratch.write("place/inside", "kept")
    #expect(throws: SystemError.self) { try Files.replace(path("place"), with: [1]) }
    #expect(try scratch.names() == ["place"] && scratch.text("place/inside") == "kept")
    let missing = path("no/such/file")
    #expect {
      try Files.replace(missing, with: [1])
    } throws: { ($0 as? SystemError)?.code == ENOENT }
  }

  @Test("reading stops at the limit, and a missing file is told with its path")
  func reading() throws {
    try scratch.write("a", String(repeating: "x", count: 200_000))
    #expect(try Files.read(path("a"), limit: 100).count == 100)
    #expect(try Files.read(path("a")).count == 200_000)
    #expect(try Files.read(path("a"), limit: 0).isEmpty)
    #expect(throws: SystemError("open", path("none"), code: ENOENT)) { try Files.read(path("none")) }
    #expect(throws: SystemError("read", scratch.path, code: EISDIR)) { try Files.read(scratch.path) }
    try Files.replace(path("bad"), with: [0x61, 0xFF, 0x62])
    #expect(try Files.readText(path("bad")) == "a\u{FFFD}b")
  }

  @Test("create makes exactly one new file with exactly that mode, whatever the umask")
  func creating() throws {
    try Files.create(path("a"), with: [7], mode: 0o666)
    #expect(scratch.mode("a") == 0o666)
    #expect(throws: SystemError("create", path("a"), code: EEXIST)) {
      try Files.create(path("a"), with: [8], mode: 0o600)
    }
    #expect(symlink("nowhere", path("link")) == 0)
    #expect(throws: SystemError("create", path("link"), code: EEXIST)) {
      try Files.create(path("link"), with: [8], mode: 0o600)
    }
    #expect(try Files.read(path("a")) == [7])
  }

  @Test("directories are made with their parents, and a file in the way is told")
  func directories() throws {
    try Files.makeDirectory(path("a/b/c"), mode: 0o700)
    #expect(scratch.mode("a/b/c") == 0o700 && scratch.mode("a") == 0o755)
    try Files.makeDirectory(path("a/b/c"), mode: 0o755)
    #expect(scratch.mode("a/b/c") == 0o700, "one that exists is left as it is")
    try scratch.write("file", "")
    #expect(throws: SystemError("mkdir", path("file"), code: ENOTDIR)) { try Files.makeDirectory(path("file")) }
    #expect(try Files.names(in: path("a")) == ["b"])
    #expect(throws: SystemError.self) { try Files.names(in: path("none")) }
  }

  @Test(
    "a path's directory",
    arguments: [("/a/b", "/a"), ("/a", "/"), ("a", "."), ("a/b/c", "a/b"), ("", ".")])
  func directory(_ path: String, _ directory: String) { #expect(Files.directory(of: path) == directory) }

  @Test("a stamp tells contents apart, and no file has none")
  func stamps() throws {
    #expect(FileStamp(path("a")) == nil)
    try scratch.write("a", "one")
    let stamp = FileStamp(path("a"))
    #expect(stamp != nil && FileStamp(path("a")) == stamp)
    let file = Descriptor(adopting: open(path("a"), O_WRONLY | O_APPEND))
    try file.writeAll(Array(" more".utf8), to: "a")
    #expect(FileStamp(path("a")) != stamp)
  }
}
