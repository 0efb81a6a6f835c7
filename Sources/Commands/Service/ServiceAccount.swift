import Agent
import Glibc
import Platform
import Settings

/// Whom the service becomes when root starts it: `user` and `group` of `[main]`.
enum ServiceAccount {
  /// nil: it stays who it is.
  static func wanted(_ settings: AgentSettings, _ environment: Environment) throws(Explanation) -> Account? {
    let configuration = settings.configuration
    let userName = configuration.string("main", "user"), groupName = configuration.string("main", "group")
    guard userName != nil || groupName != nil else { return nil }
    func place(_ key: String) -> String { "\(configuration.setting("main", key).origin.place), [main] \(key)" }

    var account = Account(name: Identity.userName(geteuid()), user: geteuid(), group: getegid())
    if let userName {
      guard let found = Account.named(userName) else {
        throw Explanation(
          "there is no user \(userName)", at: place("user"), remedy: "create the user, or change the key",
          exit: .badConfiguration)
      }
      account = found
    }
    if let groupName {
      guard let number = Account.group(named: groupName) else {
        throw Explanation(
          "there is no group \(groupName)", at: place("group"), remedy: "create the group, or change the key",
          exit: .badConfiguration)
      }
      account.group = number
    }
    if environment.isRoot { return account }
    guard account.user == geteuid(), account.group == getegid() else {
      throw Explanation(
        "only root can become \(userName.map { "the user \($0)" } ?? "the group \(groupName ?? "")")",
        at: place(userName == nil ? "group" : "user"),
        remedy: "start it as root, or take user and group out of the file", exit: .noPermission)
    }
    return nil
  }
}
