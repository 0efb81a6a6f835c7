import ArgumentParser

/// The names of all scripted commands, as they are typed: `show`, `config list`, ...
enum CommandNames {
  static let all: [String] = names(below: Root.self, prefix: "")

  private static func names(below command: any ParsableCommand.Type, prefix: String) -> [String] {
    let configuration = command.configuration
    let children = configuration.subcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
    return children.flatMap { child -> [String] in
      guard let name = child.configuration.commandName else { return [] }
      let path = prefix + name
      return [path] + names(below: child, prefix: path + " ")
    }
  }
}
