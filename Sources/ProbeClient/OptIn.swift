import Glibc
import Platform

/// Whether the administrator lets programs of this machine hand records over: the file telemetrics-client knew. Its
/// content does not matter.
public enum OptIn {
  /// `opt-in` in `/etc/telemetrics`, or in the directory the variable `TELEMETRICS_ETC` names.
  public static func path(_ environment: Environment) -> String {
    (environment.nonEmpty("TELEMETRICS_ETC") ?? "/etc/telemetrics") + "/opt-in"
  }

  public static func isGiven(_ environment: Environment) -> Bool {
    var info = stat()
    return stat(path(environment), &info) == 0
  }
}
