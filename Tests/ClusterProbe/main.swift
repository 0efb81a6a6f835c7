import ClusterSource
import Glibc
import Platform
import Report

// Makes one cluster report and says what it cost: `wall MS`, `own MS` (its own processor time, so without that of the
// commands), `peak KIB`, `body BYTES`, `crashes N`, `unavailable NAMES`.
// usage: cluster-probe COMMAND CHANNEL...

func numberOf(_ key: String) -> Int {
  let lines = ((try? Files.readText("/proc/self/status")) ?? "").split(separator: "\n")
  let line = lines.first { $0.hasPrefix(key) } ?? ""
  return Int(line.filter { $0.isASCII && $0.isNumber }) ?? -1
}

func ownMilliseconds() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
  return seconds * 1000 + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000
}

let words = CommandLine.arguments.dropFirst()
guard let program = words.first else {
  print("cluster-probe: no command: name it")
  exit(64)
}
let channels = Set(words.dropFirst().compactMap(Channel.init(rawValue:)))
let cleaning = Cleaning(entity: { _ in String(repeating: "0", count: 40) }, text: { $0 })
let head = ReportHead(reportID: "00000000-0000-4000-8000-000000000000", timestamp: .now(), channels: channels)
let began = Monotonic.now()
do throws(CommandFault) {
  let report = try ClusterReport.make(
    ClusterCommand(program: program), ClusterReportOptions(head: head, cleaning: cleaning), runner: CommandRunner())
  let body = JSONWriter.bytes(.object(report.json))
  print("wall \(Monotonic.now() - began)")
  print("own \(ownMilliseconds())")
  print("peak \(numberOf("VmHWM"))")
  print("body \(body.count)")
  print("crashes \(report.crashIDs.count)")
  print("osds \(report.json["osd"].map { JSONWriter.text($0) } ?? "")")
  print("unavailable \(report.unavailable.keys.sorted().joined(separator: " "))")
} catch {
  print(error.explanation.line)
  exit(error.explanation.exit.rawValue)
}
