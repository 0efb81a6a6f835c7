import Glibc
import Platform
import TestSupport
import Testing

/// The library as `make` builds and installs it, for a machine that is a directory: below `root` are its host facts,
/// its opt-in and its configuration. Programs of the tests are compiled against it as anybody's would be.
final class Installation {
  let scratch: Scratch
  var root: String { scratch.path + "/root" }
  var prefix: String { scratch.path + "/prefix" }
  var socket: String { scratch.path + "/socket" }

  /// The host is the one the captures were made on. Opted in, with a configuration that names `socket`.
  init() throws {
    scratch = try Scratch()
    try scratch.write("root/proc/cpuinfo", "processor\t: 0\nvendor_id\t: AuthenticAMD\nmodel name\t: AMD EPYC\n")
    try scratch.write("root/usr/lib/os-release", "VERSION_ID=\"12\"\nID=debian\n")
    try scratch.write("root/etc/telemetrics/opt-in", "")
    try scratch.write("root/etc/telemetrics/telemetrics.conf", "[settings]\nsocket_path=\(socket)\n")
    try succeed(
      """
      cd \(Shell.quoted(Shell.packageRoot)) && make library install-library BUILD=\(scratch.path)/build \
      PREFIX=\(prefix) 'CPPFLAGS=-DTM_ROOT=\\"\(root)\\"'
      """)
  }

  /// Compiles a program of `Programs` with the flags pkg-config gives.
  func compile(_ name: String) throws -> String {
    let program = "\(scratch.path)/\(name)"
    try succeed(
      """
      cc -Wall -Wextra -Werror -pthread -o \(program) \(Self.source(name)) \
      $(PKG_CONFIG_PATH=\(prefix)/lib/pkgconfig pkg-config --cflags --libs libtelemetry)
      """)
    return program
  }

  /// Compiles a program together with the library's sources, with these flags.
  func compile(_ name: String, withSources flags: String) throws -> String {
    let program = "\(scratch.path)/\(name)-with-sources"
    try succeed(
      """
      cd \(Shell.quoted(Shell.packageRoot)) && cc -g -O1 -Wall -Wextra -Werror -pthread \(flags) \
      '-DTM_ROOT="\(root)"' -ISources/libtelemetry/include -o \(program) \(Self.source(name)) Sources/libtelemetry/*.c
      """)
    return program
  }

  static func source(_ name: String) -> String {
    Shell.quoted("\(Shell.packageRoot)/Tests/LibTelemetryTests/Programs/\(name).c")
  }

  /// Runs a program with the installed library: its words and what it printed.
  func run(_ program: String, _ words: [String], variables: String = "") -> Shell.Outcome {
    Shell.run(
      "LD_LIBRARY_PATH=\(prefix)/lib \(variables) \(program) \(words.map(Shell.quoted).joined(separator: " "))")
  }

  @discardableResult
  func succeed(_ script: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    let outcome = Shell.run(script)
    try #require(outcome.status == 0, "\(script): \(outcome.output)", sourceLocation: sourceLocation)
    return outcome.output
  }
}
