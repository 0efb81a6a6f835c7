import Agent
import Platform
import Settings

/// Where the faces that are probes send their records.
enum ProbeSocketPath {
  /// `socket_path` of the file named by `-f`, else of `--config`, else of the configuration that counts.
  static func configured(_ configFile: String?, _ context: CommandContext) throws(Explanation) -> String {
    let configuration = Configuration.load(
      explicitPath: configFile ?? context.global.config, environment: context.environment)
    do throws(SettingsFault) { try configuration.requireValid() } catch { throw error.explanation }
    return configuration.string("settings", "socket_path") ?? "/run/telem-0"
  }

  /// strerror(3)'s text as the old programs printed it, with its capital.
  static func reason(_ code: Int32) -> String {
    let text = SystemError.text(of: code)
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}
