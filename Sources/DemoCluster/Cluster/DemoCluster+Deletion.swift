extension DemoCluster {
    /// Somebody deletes an engine, as `kubectl delete pod` does: waits until all are ready and have been for a while.
    /// - Parameter pause: time to see the cluster as it is when nothing is wrong.
    package func deleteEngine(after pause: Duration) async throws {
        _ = try await addresses()
        while readyEngines.count < configuration.engines { try await store.clock.sleep(for: .milliseconds(200)) }
        try await store.clock.sleep(for: pause)
        guard let pod = readyEngines.min(by: { $0.name < $1.name }) else { return }
        PodTermination(store: store).delete(ObjectName(pod), uid: pod.uid)
    }

    private var readyEngines: [JSONValue] {
        store.items(.pods, namespace: configuration.namespace).filter { $0.labels["model"] != nil && $0.isPodReady && !$0.isTerminating }
    }
}
