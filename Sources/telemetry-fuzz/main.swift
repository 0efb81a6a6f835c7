import Glibc
import Platform

// Mutation fuzzing of the parsers that read bytes from outside. Deterministic: subject, seed and index name an input.

let usage = """
  usage: telemetry-fuzz SUBJECT [COUNT [SEED [FIRST]]]   feed COUNT inputs (default 1000000)
         telemetry-fuzz input SUBJECT SEED INDEX         write one input to standard output
  subjects: \(Subject.all.map(\.name).joined(separator: " "))

  """

func run(_ arguments: [String]) -> Int32? {
  if arguments.first == "input" {
    guard arguments.count == 4, let subject = Subject.named(arguments[1]), let seed = UInt64(arguments[2]),
      let index = UInt64(arguments[3])
    else { return nil }
    let bytes = subject.mutator.input(seed: seed, index: index)
    return write(1, bytes, bytes.count) == bytes.count ? 0 : 1
  }
  guard (1...4).contains(arguments.count), let subject = Subject.named(arguments[0]) else { return nil }
  var numbers: [Int64] = [1_000_000, 1, 0]
  for (place, text) in arguments.dropFirst().enumerated() {
    guard let number = Int64(text), number >= 0 else { return nil }
    numbers[place] = number
  }
  guard numbers[0] <= Int64.max - numbers[2] else { return nil }
  return Runner(subject: subject, count: numbers[0], seed: UInt64(numbers[1]), first: numbers[2]).run()
}

if let status = run(Array(CommandLine.arguments.dropFirst())) { exit(status) }
_ = usage.withCString { write(2, $0, strlen($0)) }
exit(ExitStatus.usage.rawValue)
