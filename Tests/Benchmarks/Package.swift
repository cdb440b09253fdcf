// swift-tools-version: 6.2
import PackageDescription

// What measures and fuzzes, a package of its own, so that nobody who builds failtop makes it. It compiles the rooms that it
// needs itself, by links to their sources: a package sees nothing of another one that is not public, and `-package-name` in
// unsafe flags does not change that (Swift 6.3). Its list of rooms follows the one in the package above.

let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]

let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nio = ["NIOCore", "NIOPosix", "NIOHTTP1"].map { Target.Dependency.product(name: $0, package: "swift-nio") }
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(
    name: "SystemPackage", package: "swift-system", condition: .when(platforms: [.linux]))
let algorithms = Target.Dependency.product(name: "Algorithms", package: "swift-algorithms")
let collections = ["DequeModule", "OrderedCollections"].map { Target.Dependency.product(name: $0, package: "swift-collections") }

let features: [Target.Dependency] = ["ClusterModel", "TrafficModel", "IncidentModel", "DiagnosisModel", "DrillModel", "TrainingModel"]
let models = features + ["FailoverModel"]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(name)", swiftSettings: strict)
}

func benchmark(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: "failtop-\(name.lowercased())-bench", dependencies: dependencies, path: name, swiftSettings: strict)
}

let package = Package(
    name: "failtop-benchmarks",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "failtop-drawing-bench", targets: ["failtop-drawing-bench"]),
        .executable(name: "failtop-load-bench", targets: ["failtop-load-bench"]),
        .executable(name: "failtop-streams-bench", targets: ["failtop-streams-bench"]),
        .executable(name: "failtop-fuzz", targets: ["failtop-fuzz"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-algorithms", .upToNextMinor(from: "1.2.1")),
        .package(url: "https://github.com/apple/swift-collections", .upToNextMinor(from: "1.6.0")),
        .package(url: "https://github.com/apple/swift-log", .upToNextMinor(from: "1.16.2")),
        .package(url: "https://github.com/apple/swift-nio", .upToNextMinor(from: "2.101.2")),
        .package(url: "https://github.com/apple/swift-nio-ssl", .upToNextMinor(from: "2.37.6")),
        .package(url: "https://github.com/apple/swift-system", .upToNextMinor(from: "1.8.1")),
        .package(url: "https://github.com/swift-server/async-http-client", .upToNextMinor(from: "1.37.0")),
        .package(url: "https://github.com/swiftlang/swift-subprocess", .upToNextMinor(from: "1.0.2")),
    ],
    targets: [
        room("ClusterModel", [algorithms]),
        room("TrafficModel", ["ClusterModel", algorithms] + collections),
        room("IncidentModel", ["ClusterModel", "TrafficModel", algorithms] + collections),
        room("DiagnosisModel", ["ClusterModel", "TrafficModel", "IncidentModel"]),
        room("DrillModel", ["ClusterModel", "TrafficModel", "IncidentModel", "DiagnosisModel"]),
        room("TrainingModel", ["ClusterModel", "TrafficModel", "IncidentModel", "DiagnosisModel", "DrillModel"]),
        room("FailoverModel", features + [algorithms] + collections),
        room("PlainText"),
        room("WireFormats", ["PlainText", algorithms]),
        room("RouterClient", ["ClusterModel", "TrafficModel", "PlainText", "WireFormats", algorithms, httpClient, logging] + nio),
        room("TerminalCanvas", ["PlainText"]),
        room("Panes", models + ["TerminalCanvas", algorithms]),
        .target(
            name: "TestSupport",
            dependencies: models + ["TerminalCanvas", subprocess, systemPackage, nioSSL, httpClient] + nio,
            path: "TestSupport", resources: [.copy("Fixtures")], swiftSettings: strict),
        benchmark("Drawing", models + ["Panes", "TerminalCanvas", "TestSupport"]),
        benchmark("Load", models + ["Panes", "TerminalCanvas", "TestSupport"]),
        benchmark("Streams", models + ["RouterClient", httpClient]),
        // Its entry is the fuzzer's: built with `--sanitize fuzzer` alone, as `Tests/Fuzz/run` does.
        .executableTarget(
            name: "failtop-fuzz", dependencies: ["WireFormats"], path: "Fuzz", exclude: ["run", "words.dict"],
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]),
    ]
)
