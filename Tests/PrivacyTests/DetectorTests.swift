import Privacy
import Testing

@Suite("Detectors")
struct DetectorTests {
  private let detectors = Detectors(hosts: ["db-7.corp.example.com"])

  @Test(
    "what names a machine or a person is found and cut, the rest stays",
    arguments: [
      ("from 10.20.30.40:6789/0 to v2:192.168.0.1:3300", "from <address>:6789/0 to v2:<address>:3300"),
      ("peer [fd00:1:2::3]:6800 left", "peer [<address>]:6800 left"),
      ("nic 02:fc:00:00:00:01 down", "nic <mac> down"), ("nic 02-FC-00-00-00-01", "nic <mac>"),
      ("write to jane.doe+x@example.com.", "write to <email>."), ("on DB-7 and db-7.other.net", "on <host> and <host>"),
      ("File \"/home/jane/x.py\", line 3", "File \"<home>\", line 3"),
      ("key AQBqvEBnAAAAABAAvh7zV0vGJ1T5rS8yCwK8Vg== x", "key <key> x"),
      ("mount -o secret=hunter2,rw", "mount -o <key>,rw"),
    ])
  func found(_ text: String, _ cleaned: String) {
    #expect(detectors.cleaned(text) == cleaned)
  }

  @Test(
    "what a crash always says is left alone",
    arguments: [
      "(ceph::__ceph_abort(char const*, int)+0x1a3) [0x55d3a1b2c3d4]", "2026-11-21T06:15:15.911069+0000",
      "ceph version 16.2.15 (618f440892089921c3e944a991122ddc44e60516) pacific (stable)", "std::add::face::bed",
      "12:34:56", "1.2.3", "256.1.1.1", "1.2.3.4.5", "db-71", "a@b", "/homes", "password=", "PrimaryLogPG.cc: 1234",
      "", "é", "02:fc:00:00:00:01:02",
    ])
  func plain(_ text: String) {
    #expect(detectors.cleaned(text) == text)
    #expect(detectors.findings(in: text).isEmpty)
  }

  @Test("each kind is named once")
  func kinds() {
    #expect(detectors.findings(in: "10.0.0.1 10.0.0.2 a@example.com") == [.address, .email])
    #expect(Detectors.Finding.allCases.allSatisfy { !$0.words.isEmpty })
  }
}
