import Report

/// What one daemon is asked for its performance.
struct DaemonQuestions {
  let daemon: String
  let counters = Question("tell perf dump", DaemonCounters())
  let memory = Question("tell dump_mempools", MemoryPools())
  /// nil for anything but an OSD.
  let histograms: Question<HistogramDump>?

  private init(_ daemon: String) {
    self.daemon = daemon
    histograms = daemon.hasPrefix("osd.") ? Question("tell perf histogram dump", HistogramDump()) : nil
  }

  static func some(of daemons: [String], most: Int) -> [DaemonQuestions] {
    ClusterRound.spread(daemons, most).map(DaemonQuestions.init)
  }

  var all: [any AnyQuestion] { [counters, memory] + (histograms.map { [$0] } ?? []) }

  func jobs(_ command: ClusterCommand) -> [(any AnyQuestion, CommandJob)] {
    let tell = ["tell", daemon]
    var jobs: [(any AnyQuestion, CommandJob)] = [
      (counters, command.job(tell + ["perf", "dump"], for: counters)),
      (memory, command.job(tell + ["dump_mempools"], for: memory)),
    ]
    if let histograms { jobs.append((histograms, command.job(tell + ["perf", "histogram", "dump"], for: histograms))) }
    return jobs
  }
}
