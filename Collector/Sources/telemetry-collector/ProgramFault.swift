import Storage
import Web

/// What ends the program: what is wrong, where, and what to do about it.
struct ProgramFault: Error, Equatable {
  /// Exit codes, in the words of sysexits.h.
  enum Status: Int32 {
    case usage = 64
    case badData = 65
    case noInput = 66
    case unavailable = 69
    case cannotCreate = 73
    case inputOutput = 74
    case noPermission = 77
    case badConfiguration = 78
  }

  var what: String
  var place: String
  var remedy: String
  var status: Status

  init(_ what: String, at place: String, remedy: String, _ status: Status) {
    self.what = what
    self.place = place
    self.remedy = remedy
    self.status = status
  }

  init(_ fault: StoreFault, at place: String) {
    let isOut: Bool
    switch fault {
    case .unavailable, .tooSlow: isOut = true
    default: isOut = false
    }
    // The place is named anyway, and some stores say what to do themselves.
    let text = fault.text.hasPrefix(place + ": ") ? String(fault.text.dropFirst(place.count + 2)) : fault.text
    let isNewer = text.hasPrefix("the store has schema ")
    let parts = isNewer ? text.split(separator: ": ", maxSplits: 1).map(String.init) : [text]
    let usual = isOut ? "see that it is there and may be used, then start again" : "check the store and its disk"
    self.init(
      "cannot use the store, \(parts[0])", at: place, remedy: parts.count > 1 ? parts[1] : usual,
      isNewer ? .badData : isOut ? .unavailable : .inputOutput)
  }

  init(_ fault: CollectorServer.Fault) {
    switch fault {
    case .closed(let path):
      self.init("may not be read", at: path, remedy: "let the user that runs the collector read it", .noPermission)
    case .tls(let path, let reason):
      self.init(reason, at: path, remedy: "name the PEM files with --tls-certificate and --tls-key", .badConfiguration)
    case .noHost(let address):
      self.init("no such host", at: address, remedy: "choose another with --listen", .unavailable)
    case .forbidden(let address):
      self.init(
        "may not listen", at: address,
        remedy: "choose a port above 1023 with --listen, or give the program CAP_NET_BIND_SERVICE", .noPermission)
    case .listen(let address, let reason):
      self.init(
        "cannot listen, \(reason)", at: address, remedy: "end what listens there or choose another with --listen",
        .unavailable)
    }
  }

  var line: String { "\(what): \(place): \(remedy)" }
}
