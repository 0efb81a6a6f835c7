import Glibc
import Platform
import Report
import Testing

/// A system in a mount name space of its own: real users and groups, the default paths, a daemon of root. Nothing of it
/// is seen outside, or left behind.
struct SystemRoom {
  let machine: Machine

  /// Needs root, name spaces, and programs that other users may run too.
  static let isPossible: Bool = {
    guard geteuid() == 0, ["unshare", "useradd", "runuser"].allSatisfy(Programs.has) else { return false }
    guard let room = try? SystemRoom(), let outcome = try? room.run("as carol telemetry-tui --version") else {
      return false
    }
    return outcome.status == 0
  }()

  init() throws { machine = try Machine() }

  /// What every script of a room begins with. alice may do everything, bob may look, carol is in no group.
  private var beginning: String {
    """
    set -eu
    mount -t tmpfs tmpfs /run
    mkdir /run/etc /run/bin /run/home
    cp -a /etc/. /run/etc
    mount --bind /run/etc /etc
    mkdir -p /var/lib
    mount -t tmpfs tmpfs /var/lib
    cp '\(Programs.path("telemetry-tui"))' '\(Programs.path("telemetry-deliver"))' /run/bin
    PATH=/run/bin:$PATH
    groupadd telemetry
    ${READERS-groupadd telemetry-read}
    useradd -m -b /run/home -G telemetry alice
    useradd -m -b /run/home ${READERS--G telemetry-read} bob
    useradd -m -b /run/home carol
    mkdir -p /etc/telemetry-tui
    rm -rf /etc/telemetry-tui/*
    cp '\(machine.config)' /etc/telemetry-tui/telemetry.conf
    as() {
      person=$1
      shift
      runuser -u "$person" -- env -i HOME=/run/home/$person PATH=$PATH LANG=C.UTF-8 TERM=xterm-256color \\
        SWIFT_BACKTRACE=enable=no "$@"
    }
    serve() {
      telemetry-tui --daemon 2>/run/daemon.log &
      daemon=$!
      for _ in $(seq 1000); do
        telemetry-tui status --json | grep -q "\\"daemon\\": $daemon" && return 0
        sleep 0.02
      done
      cat /run/daemon.log >&2
      return 99
    }
    end() { kill $daemon; wait $daemon; }

    """
  }

  /// Runs a script in a new room; with `readers` false the group telemetry-read is not there.
  func run(_ script: String, readers: Bool = true) throws -> Machine.Outcome {
    let path = try machine.write("room.bash", beginning + script)
    let child = try Child(
      "unshare", ["-m", "bash", path],
      environment: ["PATH": machine.searchPath, "LANG": "C.UTF-8"].merging(readers ? [:] : ["READERS": ""]) { $1 },
      directory: machine.path)
    let status = child.wait(within: 120)
    defer { child.forget() }
    return Machine.Outcome(status: status, out: child.out, err: child.err)
  }
}
