import Glibc
import Platform
import Testing

/// The library as an object: what it shows, what it needs, how it is found.
@Suite("The shape of libtelemetry") struct ShapeTests {
  @Test("it shows the seven functions under the versions programs were linked against, and nothing else")
  func symbols() throws {
    let installed = try Installation()
    let listing = try installed.succeed(
      "nm -D --defined-only --with-symbol-versions \(installed.prefix)/lib/libtelemetry.so | awk '$2 == \"T\" {print $3}'"
    )
    let shown = Set(listing.split(separator: "\n").map(String.init))
    #expect(
      shown == [
        "tm_set_config_file@@TM_1_0_0", "tm_free_record@@TM_2_0_0", "tm_create_record@@TM_3_0_0",
        "tm_set_payload@@TM_3_0_0", "tm_send_record@@TM_3_0_0", "tm_set_event_id@@TM_4_0_0",
        "tm_is_opted_in@@TM_4_1_0",
      ])
    let versions = try installed.succeed("readelf -V \(installed.prefix)/lib/libtelemetry.so")
    for (version, parent) in [("TM_2_0_0", "TM_1_0_0"), ("TM_3_0_0", "TM_2_0_0"), ("TM_4_1_0", "TM_4_0_0")] {
      let lines = versions.split(separator: "\n")
      let index = try #require(lines.firstIndex { $0.hasSuffix("Name: \(version)") })
      #expect(lines[index + 1].hasSuffix("Parent 1: \(parent)"))
    }
  }

  @Test("it needs the C library alone, has its old soname, and is hardened")
  func object() throws {
    let installed = try Installation()
    let dynamic = try installed.succeed("readelf -dlW \(installed.prefix)/lib/libtelemetry.so.4.0.1")
    #expect(dynamic.contains("soname: [libtelemetry.so.4]"))
    let needed = dynamic.split(separator: "\n").filter { $0.contains("(NEEDED)") }
    #expect(needed.count == 1 && needed.allSatisfy { $0.contains("[libc.so.6]") }, "\(needed)")
    #expect(dynamic.contains("GNU_RELRO") && dynamic.contains("NOW"))
    let stack = dynamic.split(separator: "\n").filter { $0.contains("GNU_STACK") }
    #expect(!stack.isEmpty && stack.allSatisfy { !$0.contains("RWE") })
    for link in ["libtelemetry.so", "libtelemetry.so.4"] {
      #expect(try installed.succeed("readlink \(installed.prefix)/lib/\(link)") == "libtelemetry.so.4.0.1\n")
    }
  }

  @Test("pkg-config knows it by both names, in a version that programs for the old one ask for")
  func description() throws {
    let installed = try Installation()
    for name in ["libtelemetry", "telemetry"] {
      let flags = try installed.succeed(
        "PKG_CONFIG_PATH=\(installed.prefix)/lib/pkgconfig pkg-config --cflags --libs '\(name) >= 2.3.0'")
      #expect(flags.contains("-I\(installed.prefix)/include -L\(installed.prefix)/lib -ltelemetry"), "\(flags)")
    }
  }

  @Test("the header is C and C++")
  func header() throws {
    let installed = try Installation()
    for language in ["c -std=c99 -pedantic", "c++ -std=c++98 -pedantic -Wno-long-long -Wno-variadic-macros"] {
      try installed.succeed(
        "printf '#include <telemetry.h>\\n#include <telemetry.h>\\nint main(void) { return tm_is_opted_in() > 1; }\\n' | "
          + "cc -Wall -Wextra -Werror -I\(installed.prefix)/include -fsyntax-only -x \(language) -")
    }
  }

  @Test("uninstalling leaves nothing behind")
  func uninstall() throws {
    let installed = try Installation()
    try installed.succeed("cd '\(Shell.packageRoot)' && make uninstall-library PREFIX=\(installed.prefix)")
    #expect(try installed.succeed("find \(installed.prefix) -not -type d") == "")
  }
}
