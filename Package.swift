// swift-tools-version: 6.2
import PackageDescription

// The floors of the house, lowest first. A target imports only targets of the floors below its own.
// No agent target imports Foundation: `make lint` proves it on the sources and on the linked programs.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func room(_ name: String, _ below: [Target.Dependency], path: String? = nil) -> Target {
  .target(name: name, dependencies: below, path: path, swiftSettings: strict)
}

func tests(_ name: String, _ below: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: below + ["TestSupport", "Platform"], swiftSettings: strict)
}

let package = Package(
  name: "telemetry-tui",
  products: [
    .executable(name: "telemetry-tui", targets: ["telemetry-tui"]),
    .executable(name: "telemetry-deliver", targets: ["telemetry-deliver"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    // 0 ground
    .systemLibrary(name: "CNcurses"),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3"),
    .systemLibrary(name: "CNettle", pkgConfig: "nettle"),
    .systemLibrary(name: "CDw", pkgConfig: "libdw"),
    .target(name: "CPlatform", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
    // The library programs hand their records over with. What is installed is built by make, from the same sources:
    // SwiftPM would tie it to the Swift runtime.
    .target(
      name: "libtelemetry", exclude: ["telemetry.map", "telemetry.pc.in"],
      cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
    room("Platform", ["CPlatform"]),
    room("Digest", ["CNettle"]),

    // 1 words
    room("Report", ["Platform"]),
    room("Settings", ["Platform"]),

    // 2 workshops
    room("InfoProtocol", ["Platform", "CPlatform", "Report", "Settings"]),
    room("HostSource", ["Platform", "Report"]),
    room("ClusterSource", ["Platform", "CPlatform", "Report"]),
    room("ProbeSocket", ["Platform", "CPlatform", "Report"]),
    room("ProbeClient", ["Platform", "CPlatform", "Report"]),
    room("Privacy", ["Platform", "Digest", "Report", "Settings"]),
    room("Outbox", ["Platform", "CPlatform", "Digest", "Report", "CSQLite"]),
    room("Terminal", ["Platform", "CPlatform", "CNcurses"]),

    // 3 the agent
    room(
      "Agent",
      [
        "Platform", "CPlatform", "Digest", "Report", "Settings", "InfoProtocol", "HostSource", "Privacy",
        "Outbox", "ProbeSocket", "ClusterSource",
      ]),
    room("Delivery", ["Platform", "CPlatform", "Report", "Settings", "Outbox", "CCurl"]),
    room("Demo", ["Platform", "CPlatform", "Report", "InfoProtocol"]),

    // 4 front rooms
    room("Console", ["Platform", "CPlatform", "Report", "Settings", "Terminal", "Agent"]),

    // 5 doors
    room(
      "Commands",
      [
        "Platform", "CPlatform", "Digest", "Report", "Settings", "InfoProtocol", "HostSource", "Privacy",
        "ProbeClient", "Outbox", "Terminal", "Agent", "Demo", "Console",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "telemetry-tui", dependencies: ["Commands"], swiftSettings: strict),
    .executableTarget(
      name: "telemetry-deliver",
      dependencies: ["Delivery", "Outbox", "Platform", "Privacy", "Report", "Settings"],
      swiftSettings: strict),
    // Reads core files for crashprobe. C alone; <cxxabi.h>'s function for names comes from libstdc++.
    .executableTarget(
      name: "telemetry-unwind", dependencies: ["CDw"],
      cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])], linkerSettings: [.linkedLibrary("stdc++")]),
    // Not shipped: feeds the parsers of outside bytes with mutated captures, `make fuzz`.
    .executableTarget(
      name: "telemetry-fuzz",
      dependencies: ["Platform", "CPlatform", "Report", "Settings", "InfoProtocol", "ProbeSocket", "Agent", "Demo"],
      swiftSettings: strict),

    // tests
    .target(
      name: "TestSupport", dependencies: ["Platform", "CPlatform", "Report"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .executableTarget(
      name: "demo-peers", dependencies: ["Demo", "Platform"], path: "Tests/DemoPeers", swiftSettings: strict),
    tests("PlatformTests", ["Digest"]),
    tests("ReportTests", ["Report"]),
    .testTarget(
      name: "LibTelemetryTests",
      dependencies: ["libtelemetry", "Report", "TestSupport", "Platform", "CPlatform"], exclude: ["Programs"],
      swiftSettings: strict),
    tests("SettingsTests", ["Settings"]),
    tests("InfoProtocolTests", ["InfoProtocol", "Demo", "Settings", "Report"]),
    tests("HostSourceTests", ["HostSource", "Report"]),
    tests("ClusterSourceTests", ["ClusterSource", "Report", "CPlatform", "cluster-load", "cluster-probe"]),
    // Plays the command of a cluster of ten thousand OSDs, and what a report of it costs.
    .executableTarget(
      name: "cluster-load", path: "Tests/ClusterLoad", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
    .executableTarget(
      name: "cluster-probe", dependencies: ["ClusterSource", "Report", "Platform"], path: "Tests/ClusterProbe",
      swiftSettings: strict),
    tests("ProbeSocketTests", ["ProbeSocket", "Report", "CPlatform", "probe-load", "probe-sink"]),
    // Sends records to a probe socket, for tests and `make bench`.
    .executableTarget(
      name: "probe-load", path: "Tests/ProbeLoad", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),
    // The process that ProbeSocketTests kill, and that measures take for the listener alone.
    .executableTarget(
      name: "probe-sink", dependencies: ["ProbeSocket", "Platform"], path: "Tests/ProbeSink", swiftSettings: strict),
    tests("ProbeClientTests", ["ProbeClient", "Report", "CPlatform"]),
    tests("PrivacyTests", ["Privacy", "Report", "Settings", "Digest"]),
    tests("OutboxTests", ["Outbox", "Report", "Digest", "CSQLite", "CPlatform", "outbox-torture"]),
    // The process that OutboxTests kill at random moments.
    .executableTarget(
      name: "outbox-torture", dependencies: ["Outbox", "Platform", "Digest", "Report"], path: "Tests/OutboxTorture",
      swiftSettings: strict),
    tests("TerminalTests", ["Terminal"]),
    tests(
      "AgentTests",
      [
        "Agent", "Demo", "InfoProtocol", "Outbox", "Privacy", "ProbeSocket", "Report", "Settings", "HostSource",
        "Digest",
        "telemetry-deliver",
      ]),
    tests("DeliveryTests", ["Delivery", "Outbox", "Report", "Settings", "Digest", "telemetry-deliver"]),
    // Plays the outage of a destination that a fleet shares: `make simulate`.
    .executableTarget(
      name: "fleet-simulation", dependencies: ["Agent", "Delivery", "Outbox", "Platform"],
      path: "Tests/FleetSimulation", swiftSettings: strict),
    .executableTarget(
      name: "console-probe", dependencies: ["Console", "Agent", "Terminal", "Report", "Platform", "CPlatform"],
      path: "Tests/ConsoleProbe", swiftSettings: strict),
    .testTarget(
      name: "ConsoleTests",
      dependencies: ["Console", "Agent", "Terminal", "Report", "Platform", "CPlatform", "console-probe"],
      exclude: ["Golden"], swiftSettings: strict),
    tests(
      "CommandsTests",
      [
        "Commands", "Agent", "Demo", "Report", "Settings", "Outbox", "Digest", "CPlatform", "InfoProtocol",
        "ProbeClient",
        "telemetry-tui", "telemetry-deliver", "telemetry-unwind", "probe-load",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
