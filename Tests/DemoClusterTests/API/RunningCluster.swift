import Foundation
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

extension DemoCluster.Configuration {
    static var quick: Self {
        var configuration = Self()
        configuration.kubelet.containerStart = .milliseconds(5)
        configuration.kubelet.startupProbeInterval = .milliseconds(20)
        configuration.kubelet.probeInterval = .milliseconds(50)
        configuration.kubelet.crashBackoff = .milliseconds(300)
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
    func readyEngines(_ count: Int = 3) async throws -> [JSONValue] {
        try await eventually("\(count) engines ready") {
            let engines = engines
            return engines.count == count && engines.allSatisfy { $0.isPodReady && !$0.isTerminating } ? engines : nil
        }
    }
}
