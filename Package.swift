// swift-tools-version: 6.2
import PackageDescription

/// Warnings stop the build in CI and stay warnings on a desk, so that work in progress still runs.
let strict: [SwiftSetting] =
    [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]
    + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(
    name: "SystemPackage", package: "swift-system", condition: .when(platforms: [.linux]))
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let algorithms = Target.Dependency.product(name: "Algorithms", package: "swift-algorithms")
let ordered = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")

/// What the program knows and judges, by feature; each may import those before it.
let features: [Target.Dependency] = ["ClusterModel", "TrafficModel", "IncidentModel", "DiagnosisModel", "ProbeModel", "DrillModel", "TrainingModel"]
let models = features + ["FailoverModel"]

/// One room of the house: a target in `Sources/` and what it may import. `docs/ARCHITECTURE.md` has the picture.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The tests of one room, beside `TestSupport`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

let package = Package(
    name: "failtop",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "failtop", targets: ["failtop"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-algorithms", .upToNextMinor(from: "1.2.1")),
        .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
        .package(url: "https://github.com/apple/swift-certificates", .upToNextMinor(from: "1.21.1")),
        .package(url: "https://github.com/apple/swift-collections", .upToNextMinor(from: "1.6.0")),
        .package(url: "https://github.com/apple/swift-crypto", .upToNextMinor(from: "4.5.2")),
        .package(url: "https://github.com/apple/swift-log", .upToNextMinor(from: "1.16.2")),
        .package(url: "https://github.com/apple/swift-nio", .upToNextMinor(from: "2.101.2")),
        .package(url: "https://github.com/apple/swift-nio-ssl", .upToNextMinor(from: "2.37.6")),
        .package(url: "https://github.com/apple/swift-system", .upToNextMinor(from: "1.8.1")),
        .package(url: "https://github.com/hummingbird-project/hummingbird", .upToNextMinor(from: "2.28.1")),
        .package(url: "https://github.com/swift-server/async-http-client", .upToNextMinor(from: "1.37.0")),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", .upToNextMinor(from: "2.13.0")),
        .package(url: "https://github.com/swiftlang/swift-subprocess", .upToNextMinor(from: "1.0.2")),
        .package(url: "https://github.com/jpsim/Yams", .upToNextMinor(from: "6.2.2")),
    ],
    targets: [
        .systemLibrary(name: "CNcurses"),
        room("ClusterModel", [algorithms, ordered]),
        room("TrafficModel", ["ClusterModel", algorithms, ordered]),
        room("IncidentModel", ["ClusterModel", "TrafficModel", algorithms, ordered]),
        room("DiagnosisModel", ["ClusterModel", "TrafficModel", "IncidentModel"]),
        room("ProbeModel", ["ClusterModel", "TrafficModel", "IncidentModel", ordered, deque]),
        room("DrillModel", ["ClusterModel", "TrafficModel", "IncidentModel", "DiagnosisModel"]),
        room("TrainingModel", ["ClusterModel", "TrafficModel", "IncidentModel", "DiagnosisModel", "DrillModel"]),
        room("FailoverModel", ["ClusterModel", "TrafficModel", "IncidentModel", "DiagnosisModel", "ProbeModel", "DrillModel", "TrainingModel", deque]),
        room("PlainText"),
        room("YAMLFiles", [yams]),
        room("WireFormats", ["PlainText", algorithms]),
        room(
            "KubernetesClient",
            [
                "ClusterModel", "TrafficModel", "PlainText", "WireFormats", httpClient, subprocess, systemPackage, logging, nioCore, nioPosix,
                nioHTTP1, nioSSL,
            ]),
        room(
            "RouterClient",
            ["ClusterModel", "TrafficModel", "PlainText", "WireFormats", algorithms, httpClient, logging, nioCore, nioPosix, nioHTTP1]),
        room("Journal", models),
        room("TerminalCanvas", ["PlainText"]),
        room("Panes", models + ["TerminalCanvas", algorithms]),
        .target(
            name: "NcursesTerminal", dependencies: ["TerminalCanvas", "CNcurses"], swiftSettings: strict,
            linkerSettings: [
                .linkedLibrary("ncursesw", .when(platforms: [.linux])),
                .linkedLibrary("ncurses", .when(platforms: [.macOS])),
            ]),
        room("Reports", models + ["PlainText", "Journal", "Panes", "TerminalCanvas", algorithms]),
        room("BoardRuntime", models + ["Panes", "TerminalCanvas", "Journal", deque]),
        room(
            "DemoCluster",
            [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "Crypto", package: "swift-crypto"),
                "YAMLFiles", algorithms, httpClient, serviceLifecycle, logging, nioCore, nioPosix, nioHTTP1, nioSSL, subprocess,
                systemPackage,
            ],
            resources: [.embedInCode("Scenarios")]),
        .executableTarget(
            name: "failtop",
            dependencies: models + [
                "WireFormats", "KubernetesClient", "RouterClient", "Journal", "Reports", "TerminalCanvas", "Panes",
                "NcursesTerminal", "BoardRuntime", "DemoCluster", argumentParser, httpClient, logging, nioSSL,
                subprocess, systemPackage, "YAMLFiles", hummingbird, yams,
            ],
            resources: [.embedInCode("Lessons"), .embedInCode("Shows")], swiftSettings: strict),

        .target(
            name: "TestSupport",
            dependencies: models + [
                "TerminalCanvas", subprocess, systemPackage, nioCore, nioPosix, nioHTTP1, nioSSL, httpClient,
            ],
            path: "Tests/TestSupport",
            resources: [.copy("Fixtures")], swiftSettings: strict),
        tests("IncidentModel", ["ClusterModel", "TrafficModel", "IncidentModel"]),
        tests("FailoverModel", models + [heap]),
        tests("PlainText", ["PlainText"]),
        tests("WireFormats", ["WireFormats"]),
        tests(
            "KubernetesClient",
            models + [
                "KubernetesClient", "WireFormats", httpClient, subprocess, logging, nioCore, nioPosix,
                nioHTTP1,
            ]),
        tests("RouterClient", models + ["RouterClient", "WireFormats", httpClient]),
        tests("Journal", models + ["Journal"]),
        tests("Reports", models + ["Reports", "Journal", "Panes", "TerminalCanvas"]),
        tests("TerminalCanvas", ["TerminalCanvas"]),
        tests("Panes", models + ["Panes", "TerminalCanvas"]),
        tests("NcursesTerminal", ["NcursesTerminal", "TerminalCanvas", "CNcurses"]),
        tests("BoardRuntime", models + ["BoardRuntime", "Panes", "TerminalCanvas", "Journal", "Reports"]),
        tests("DemoCluster", ["DemoCluster", "YAMLFiles", httpClient, nioCore, nioPosix, nioSSL]),
        tests(
            "EndToEnd",
            models + [
                "failtop", "KubernetesClient", "RouterClient", "BoardRuntime", "DemoCluster", "Journal", "Reports", "Panes",
                "TerminalCanvas", subprocess, systemPackage, httpClient, logging, nioCore,
            ]),
        tests(
            "CommandLine",
            models + [
                "failtop", "WireFormats", "KubernetesClient", "RouterClient", "BoardRuntime", "DemoCluster", "Panes", "TerminalCanvas",
                "YAMLFiles", argumentParser, subprocess, systemPackage,
            ]),
    ]
)
