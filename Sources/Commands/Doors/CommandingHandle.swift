import Agent
import CPlatform
import Glibc
import Platform
import Report

/// An agent's connection that also runs scripted commands for the console's `:` line: as the person who sits there,
/// in a process of its own, never by the agent.
final class CommandingHandle: AgentHandle {
  private let agent: any AgentHandle
  /// Whose numbers are in `numbers`.
  private var known: String
  private let context: CommandContext
  private let finished: Mailbox<(request: Int, reply: AgentReply)>
  /// Readable when either side has something: a poll set in one descriptor.
  private let either: Descriptor
  /// The numbers given out here, and what the agent calls the same request.
  private var numbers: [Int: Int] = [:]
  private var last = 0
  private var threads: [WorkerThread] = []

  init(_ agent: any AgentHandle, context: CommandContext) throws(Explanation) {
    self.agent = agent
    known = agent.label
    self.context = context
    do throws(SystemError) { finished = try Mailbox() } catch { throw error.explanation }
    let raw = cp_watch(agent.descriptor, finished.descriptor)
    guard raw >= 0 else { throw SystemError("epoll_create", "").explanation }
    either = Descriptor(adopting: raw)
  }

  var label: String { agent.label }
  var access: AgentAccess { agent.access }
  var descriptor: Int32 { either.raw }

  func submit(_ request: AgentRequest) -> Int {
    last += 1
    switch request {
    case .command(let text): start(text, last)
    case .cancel(let number):
      // The agent knows the work by the number it gave it.
      let own = numbers.first { $0.value == number }?.key ?? 0
      numbers[agent.submit(.cancel(request: own))] = last
    default: numbers[agent.submit(request)] = last
    }
    return last
  }

  func collect() -> [(request: Int, reply: AgentReply)] {
    let answers = agent.collect().map { answer in
      var number = answer.request == 0 ? 0 : numbers[answer.request] ?? 0
      if case .progress = answer.reply { return (request: number, reply: answer.reply) }
      number = numbers.removeValue(forKey: answer.request) ?? number
      return (request: number, reply: answer.reply)
    }
    // Another agent counts from the beginning.
    if agent.label != known {
      known = agent.label
      numbers = [:]
    }
    return answers + finished.collect()
  }

  /// Waits for commands that still run.
  func stop() { for thread in threads { thread.join() } }

  private func start(_ text: String, _ number: Int) {
    let words = text.split(separator: " ").map(String.init)
    var arguments = words
    if let config = context.global.config { arguments += ["--config", config] }
    arguments += ["--state-dir", context.stateDirectory]
    let finished = finished, all = arguments
    do throws(SystemError) {
      threads.append(
        try WorkerThread.start(name: "command") { finished.post((number, CommandRunner.run(all))) })
    } catch {
      finished.post((number, .failed(error.explanation)))
    }
  }
}

/// This program again, as a process whose output is caught.
enum CommandRunner {
  private static let longestOutput = 4 << 20

  static func run(_ arguments: [String]) -> AgentReply {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .failed(SystemError("pipe", "").explanation) }
    let near = Descriptor(adopting: ends[0])
    var pointers: [UnsafeMutablePointer<CChar>?] = ([Program.name] + arguments).map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { free($0) } }
    let pid = cp_spawn_capturing("/proc/self/exe", pointers, ends[1])
    close(ends[1])
    guard pid > 0 else { return .failed(SystemError("start", Program.name).explanation) }
    let output = (try? near.readAll(limit: longestOutput, from: Program.name)) ?? []
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let text = String(decoding: output, as: UTF8.self)
    if cp_exited(status) != 0, cp_exit_status(status) == 0 { return .done(text.isEmpty ? "done" : text) }
    let first = text.split(separator: "\n").last.map(String.init) ?? "it ended without a word"
    return .failed(
      Explanation(
        first.hasPrefix(Program.name + ": ") ? String(first.dropFirst(Program.name.count + 2)) : first, at: ""))
  }
}
