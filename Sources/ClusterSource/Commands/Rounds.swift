import Platform

extension ClusterCommand {
  /// Asks the questions side by side and gives each its ending.
  func run(_ asked: [(question: any AnyQuestion, job: CommandJob)], _ runner: CommandRunner) {
    let endings = runner.run(asked.map(\.job))
    for ((question, _), ending) in zip(asked, endings) { question.end(ending) }
  }
}
