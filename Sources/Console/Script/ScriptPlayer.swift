import Agent
import Platform
import Terminal

/// A line of a script and where it stands.
struct ScriptStep: Equatable {
  var number: Int
  var line: ScriptLine

  /// The lines of a script. One that cannot be read stops it before its first line runs.
  static func all(_ text: String, name: String) throws(ScriptFault) -> [ScriptStep] {
    var steps: [ScriptStep] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      switch ScriptLine.read(String(line)) {
      case .success(let line): if let line { steps.append(ScriptStep(number: index + 1, line: line)) }
      case .failure(let fault): throw ScriptFault(what: fault.text, place: "\(name):\(index + 1)", screen: "")
      }
    }
    return steps
  }
}

/// Where a script is played: on a screen in memory, or before somebody's eyes.
protocol ScriptStage: AnyObject {
  var driver: ConsoleDriver { get }
  /// What the screen shows.
  var canvas: Canvas { get }
  var theme: Theme { get }
  /// False where the size is somebody else's.
  func resize(to size: Size) -> Bool
  /// Lets the agent answer and time pass until the condition holds; false when it did not in time.
  func pump(_ condition: () -> Bool) -> Bool
}

/// Runs the lines of a script on a stage.
struct ScriptPlayer {
  let stage: any ScriptStage
  let name: String

  func run(_ step: ScriptStep) throws(ScriptFault) {
    let driver = stage.driver
    switch step.line {
    case .key(let key): try press(key, step.number)
    case .type(let text):
      for character in text { try press(.character(character), step.number) }
    case .resize(let size): if stage.resize(to: size) { driver.send(.input(.resized(size))) }
    case .waitIdle:
      guard stage.pump({ driver.isIdle }) else { throw fault("the agent did not answer in time", step.number) }
    case .wait(let text):
      guard stage.pump({ stage.canvas.text.contains(text) }) else {
        throw fault("never on the screen: \(text)", step.number)
      }
    case .expect(let text):
      driver.draw()
      guard stage.canvas.text.contains(text) else { throw fault("not on the screen: \(text)", step.number) }
    case .saveScreen(let path): try save(\.text, path, step.number)
    case .saveAttributes(let path):
      driver.draw()
      try write(stage.canvas.attributes(theme: stage.theme), path, step.number)
    case .quit: return
    }
    driver.draw()
  }

  private func press(_ key: Key, _ number: Int) throws(ScriptFault) {
    let driver = stage.driver
    guard !driver.wantsToQuit else { throw fault("the console was left before this line", number) }
    driver.send(.input(.key(key)))
    driver.wantsToSuspend = false
    driver.collect()
    driver.draw()
  }

  private func save(_ text: KeyPath<Canvas, String>, _ path: String, _ number: Int) throws(ScriptFault) {
    stage.driver.draw()
    try write(stage.canvas[keyPath: text], path, number)
  }

  private func write(_ text: String, _ path: String, _ number: Int) throws(ScriptFault) {
    do throws(SystemError) {
      try Files.replace(path, with: Array(text.utf8))
    } catch {
      throw fault(error.explanation.line, number)
    }
  }

  private func fault(_ what: String, _ number: Int) -> ScriptFault {
    ScriptFault(what: what, place: "\(name):\(number)", screen: stage.canvas.text)
  }
}
