import ClusterModel

extension KubernetesClient {
    /// Tells the given facts at once, then waits to be cancelled. Every kill is accepted; logs hold the given lines.
    package static func scripted(
        _ facts: [KubernetesFact], log: [String] = [],
        kill: @escaping @Sendable (KillOrder) async -> KubernetesFact = { .killAccepted($0) }
    ) -> KubernetesClient {
        KubernetesClient(
            run: { emit in
                for fact in facts { emit(fact) }
                try await untilCancelled()
            },
            kill: kill,
            followLog: { _, onLine, onState in
                onState(.live)
                for line in log { onLine(line, nil) }
                try? await untilCancelled()
            },
            serviceProxy: { namespace, name, port in
                APIConnection.Base(url: "http://127.0.0.1:9/\(namespace)/\(name)/\(port)", headers: [:])
            },
            podProxy: { namespace, name, port in
                APIConnection.Base(url: "http://127.0.0.1:9/\(namespace)/\(name)/\(port)", headers: [:])
            })
    }

    /// Tells the given facts, then every source is unreachable and every kill fails.
    package static func failing(after facts: [KubernetesFact], reason: String) -> KubernetesClient {
        let sources: [Source] = [.pods, .deployments, .services, .endpointSlices, .clusterEvents, .budgets]
        let lost = sources.map { KubernetesFact.source($0, .unreachable(since: nil, reason: reason)) }
        return scripted(facts + lost, kill: { .killRefused($0, .notSent(reason)) })
    }

    private static func untilCancelled() async throws {
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }
}
