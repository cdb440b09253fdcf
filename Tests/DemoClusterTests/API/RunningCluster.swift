import Foundation
import TestSupport
import Testing

@testable import DemoCluster

/// Serves a demo cluster while a test body runs, and shuts it down after it.
func withCluster(
    _ configuration: DemoCluster.Configuration = .quick, engine: @escaping WorkloadFactory = DoubleWorkload.factory,
    historyLimit: Int = 2000, _ body: @escaping @Sendable (DemoCluster, TestClient) async throws -> Void
) async throws {
    let cluster = DemoCluster(
        configuration: configuration, engine: engine, router: DoubleWorkload.factory, historyLimit: historyLimit)
    try await serve(cluster, body)
}

/// Runs a cluster while a test body runs.
func serve(
    _ cluster: DemoCluster, _ body: @escaping @Sendable (DemoCluster, TestClient) async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await cluster.run() }
        let addresses = try await cluster.addresses()
        let client = try TestClient(addresses)
        let result: Result<Void, any Error>
        do {
            try await body(cluster, client)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try await client.shutdown()
        group.cancelAll()
        while let end = await group.nextResult() {
            if case .failure(let error) = end, !(error is CancellationError) { throw error }
        }
        try result.get()
    }
}

extension ClusterClock {
    /// Ten times faster than the real time; a new one each time.
    static var fast: ClusterClock {
        let clock = ScaledClock(rate: 10)
        return ClusterClock(clock, date: clock.date)
    }
}

extension DemoCluster.Configuration {
    /// The cluster as it is, ten times as fast.
    static var quick: Self {
        var configuration = Self()
        configuration.clock = .fast
        configuration.kubelet.crashBackoff = .seconds(3)
        // Half a second for a machine that is busy with other tests.
        configuration.kubelet.probeTimeout = .seconds(5)
        return configuration
    }

    /// A cluster whose time stands still until a test moves it on.
    static func standing(_ clock: ManualClock) -> Self {
        var configuration = Self()
        configuration.clock = ClusterClock(clock)
        return configuration
    }
}

/// Waits until a condition holds; fails the test if it does not within the deadline.
func eventually<Value>(
    _ what: Comment, within limit: Duration = .seconds(10), _ condition: () async throws -> Value?,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Value {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if let value = try await condition() { return value }
        try await Task.sleep(for: .milliseconds(5))
    }
    return try #require(try await condition(), what, sourceLocation: sourceLocation)
}

extension DemoCluster {
    func pods(_ prefix: String) -> [JSONValue] {
        store.items(.pods, namespace: "default").filter { $0.name.hasPrefix(prefix) }
    }

    var engines: [JSONValue] { pods("vllm-opt125m") }

    /// The engines once `count` of them are ready and none is on its way out.
    /// - Parameter clock: moved on while they are waited for.
    func readyEngines(_ count: Int = 3, advancing clock: ManualClock? = nil) async throws -> [JSONValue] {
        try await eventually("\(count) engines ready") {
            clock?.advance(by: .milliseconds(10))
            let engines = engines
            return engines.count == count && engines.allSatisfy { $0.isPodReady && !$0.isTerminating } ? engines : nil
        }
    }
}
