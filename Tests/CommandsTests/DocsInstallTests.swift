import Platform
import Testing

@testable import Commands

/// `make install` into a directory, of the programs built beside this test.
@Suite("Installing and taking it back") struct DocsInstallTests {
  private let directory: DocsDirectory
  private var root: String { directory.path + "/root" }

  init() throws { directory = try DocsDirectory() }

  /// Every file and link below the root, without the root.
  private func files() -> [String] {
    DocsShell.run("cd \(root) && find . ! -type d -printf '%P\\n' | LC_ALL=C sort").output.split(separator: "\n").map(
      String.init)
  }

  private func make(_ target: String, prefix: String = "/usr") -> DocsShell.Result {
    DocsShell.run(
      """
      cd '\(DocsShell.root)' && make --no-print-directory \(target) OUT='\(DocsShell.programs)' \
      BUILD=\(directory.path)/build DESTDIR=\(root) PREFIX=\(prefix) 2>&1
      """)
  }

  @Test("everything comes to where Debian looks for it, works there, and leaves again") func rounds() throws {
    #expect(make("library").status == 0)
    let installed = make("install")
    #expect(installed.status == 0, "\(installed.output)")
    let present = Set(files())
    let faces = Face.allCases.map(\.rawValue)
    for name in ["telemetry-tui"] + faces {
      for path in [
        "usr/bin/\(name)", "usr/share/man/man1/\(name).1", "usr/share/bash-completion/completions/\(name)",
        "usr/share/zsh/vendor-completions/_\(name)", "usr/share/fish/vendor_completions.d/\(name).fish",
      ] { #expect(present.contains(path), "\(path)") }
    }
    let pages = DocsShell.run("cd '\(DocsShell.root)/man' && ls").output.split(separator: "\n")
    // The collector's comes with the collector, a package of its own.
    for page in pages where page != "telemetry-collector.8" {
      #expect(present.contains("usr/share/man/man\(page.suffix(1))/\(page)"), "\(page)")
    }
    #expect(present.contains("etc/telemetry-tui/telemetry.conf"))
    #expect(present.contains("usr/libexec/telemetry-tui/telemetry-deliver"))

    let broken = DocsShell.run("find \(root) -xtype l").output
    #expect(broken.isEmpty, "links that lead nowhere: \(broken)")
    for name in ["telemetry-tui"] + faces {
      #expect(DocsShell.run("\(root)/usr/bin/\(name) --version").status == 0, "\(name)")
    }
    #expect(DocsShell.run("\(root)/usr/libexec/telemetry-tui/telemetry-deliver --version").status == 0)

    let removed = make("uninstall")
    #expect(removed.status == 0, "\(removed.output)")
    #expect(files().filter { !$0.hasPrefix("etc/") }.isEmpty, "\(files())")
    #expect(files().contains("etc/telemetry-tui/telemetry.conf"))
    #expect(!DocsShell.run("ls \(root)/usr/share/doc \(root)/usr/libexec").output.contains("telemetry-tui"))
  }

  @Test("the collector comes with its page, its unit and its completions, and leaves with the rest") func collector() {
    let installed = make("install-collector COLLECTOR=/bin/true")
    #expect(installed.status == 0, "\(installed.output)")
    let present = Set(files())
    for path in [
      "bin/telemetry-collector", "share/man/man8/telemetry-collector.8",
      "lib/systemd/system/telemetry-collector.service", "lib/sysusers.d/telemetry-collector.conf",
      "lib/tmpfiles.d/telemetry-collector.conf", "share/bash-completion/completions/telemetry-collector",
      "share/zsh/vendor-completions/_telemetry-collector", "share/fish/vendor_completions.d/telemetry-collector.fish",
    ] { #expect(present.contains("usr/" + path), "\(path)") }
    #expect(!DocsShell.run("cat \(root)/usr/lib/systemd/system/telemetry-collector.service").output.contains("dir@"))
    let removed = make("uninstall")
    #expect(removed.status == 0 && files().isEmpty, "\(removed.output) \(files())")
  }

  @Test("each installed page is found by its name", .enabled(if: DocsShell.has("man"))) func pages() {
    #expect(make("library").status == 0 && make("install", prefix: "/usr/local").status == 0)
    let manuals = "\(root)/usr/local/share/man"
    let pages = DocsShell.run("cd \(manuals) && ls man*/*").output.split(separator: "\n")
    #expect(pages.count > 15)
    for page in pages {
      let file = page.drop { $0 != "/" }.dropFirst()
      let name = file.dropLast(2), section = file.suffix(1)
      let shown = DocsShell.run("MANPATH=\(manuals) LC_ALL=C.UTF-8 MANPAGER=cat man --warnings \(section) \(name)")
      #expect(shown.status == 0 && shown.output.count > 300 && !shown.output.contains("warning:"), "\(page)")
    }
  }

  @Test("a configuration that is there stays as it is, and a second time changes nothing") func twice() throws {
    #expect(make("library").status == 0 && make("install").status == 0)
    let once = files()
    #expect(DocsShell.run("echo '# mine' >\(root)/etc/telemetry-tui/telemetry.conf").status == 0)
    #expect(make("install").status == 0)
    #expect(files() == once)
    #expect(try Files.readText("\(root)/etc/telemetry-tui/telemetry.conf") == "# mine\n")
  }

  @Test("without a build it installs nothing and says what to do") func unbuilt() {
    let result = DocsShell.run(
      "cd '\(DocsShell.root)' && make install BUILD=\(directory.path)/none DESTDIR=\(root) 2>&1")
    #expect(result.status != 0)
    #expect(result.output.contains("run make build first"), "\(result.output)")
    #expect(!Files.exists(root))
  }
}
