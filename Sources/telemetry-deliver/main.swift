import Delivery
import Glibc
import Platform

let command = DeliverCommand(version: Version.number) { stateDirectory, configPath in
  Surroundings(stateDirectory: stateDirectory, configPath: configPath)
}
exit(command.run(Array(CommandLine.arguments.dropFirst())))
