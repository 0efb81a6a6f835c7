// swift-tools-version: 6.2
import PackageDescription

// The collector is a package of its own: it stands on an HTTP server and two databases, and an agent is built, tested
// and installed without them. The floors, lowest first; a target imports only targets of the floors below its own.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func room(_ name: String, _ below: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .target(name: name, dependencies: below, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ below: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: below + ["CollectorTestSupport"], swiftSettings: strict)
}

let package = Package(
  name: "telemetry-collector",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "telemetry-collector", targets: ["telemetry-collector"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    // 0 ground
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq"),
    .systemLibrary(name: "CArgon2", pkgConfig: "libargon2"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CMalloc"),

    // 1 words: what arrives
    room("Words", []),

    // 2 workshops
    room("Analysis", ["Words"]),
    room("Storage", ["Words"]),
    room("Intake", ["Words", "Analysis", .product(name: "Crypto", package: "swift-crypto")]),

    // 3 stores
    room(
      "SQLiteStorage",
      [
        "Words", "Storage", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    room("PostgresStorage", ["Words", "Storage", "CPostgres"]),

    // 4 front rooms
    // What a page is made of is compiled in, so that the program is one file.
    room(
      "Pages", ["Words", "Storage", "Analysis", .product(name: "Mustache", package: "swift-mustache")],
      resources: [.embedInCode("Assets/page.css"), .embedInCode("Assets/page.js"), .embedInCode("Assets/icon.svg")]
        + [
          "page", "tiles", "choices", "chart", "table", "rows", "facts", "filter", "text", "note", "more", "actions",
          "links", "door",
        ].map { .embedInCode("Templates/\($0).mustache") }),
    room(
      "Web",
      [
        "Words", "Storage", "Intake", "Analysis", "Pages", "CArgon2", "CZlib",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ], resources: [.embedInCode("API/openapi.yaml")]),

    // 5 the door
    .executableTarget(
      name: "telemetry-collector",
      dependencies: [
        "Words", "Storage", "SQLiteStorage", "PostgresStorage", "Analysis", "Intake", "Pages", "Web", "CMalloc",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ], swiftSettings: strict),

    // tests
    .target(
      name: "CollectorTestSupport",
      dependencies: ["Words", "Storage", "SQLiteStorage", "PostgresStorage", "CPostgres"],
      path: "Tests/CollectorTestSupport", swiftSettings: strict),
    // Not shipped: fills a store with millions of records and times every question.
    .executableTarget(
      name: "StoreLoad",
      dependencies: ["Words", "Storage", "SQLiteStorage", "PostgresStorage", "CollectorTestSupport"],
      path: "Tests/StoreLoad", swiftSettings: strict),
    // Not shipped: thousands of connections that a test holds open to a collector.
    .executableTarget(
      name: "IdleClients", dependencies: ["CollectorTestSupport"], path: "Tests/IdleClients", swiftSettings: strict),
    tests("IntakeTests", ["Intake", "Words"]),
    tests("AnalysisTests", ["Analysis", "Words"]),
    tests("StorageTests", ["Storage", "SQLiteStorage", "PostgresStorage", "Words"]),
    tests(
      "PagesTests",
      [
        "Pages", "Storage", "SQLiteStorage", "Words", "Web", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    tests(
      "WebTests",
      [
        "Web", "Storage", "Words", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    tests("CollectorTests", ["Storage", "SQLiteStorage"]),
  ]
)
