import RouterClient
import TrafficModel

@testable import KubernetesClient

extension KubernetesClient {
    /// Sees nothing and accepts every kill; logs hold the given lines.
    static func scripted(log lines: [String] = []) -> KubernetesClient {
        @Sendable func base(_ namespace: String, _ name: String, _ port: String) -> APIConnection.Base {
            APIConnection.Base(url: "http://127.0.0.1:9/\(namespace)/\(name)/\(port)", headers: [:])
        }
        return KubernetesClient(
            run: { _ in await untilCancelled() },
            kill: { .killAccepted($0) },
            followLog: { _, onLine, onState in
                onState(.live)
                for line in lines { onLine(line, nil) }
                await untilCancelled()
            },
            serviceProxy: base,
            podProxy: { base($0, $1, "\($2)") })
    }
}

extension RouterClient {
    /// Answers from a script, at once. Polling waits to be cancelled, as the live one does.
    static func scripted(stream: @escaping @Sendable (StreamRequest) -> [StreamFact]) -> RouterClient {
        RouterClient(
            stream: { request, _, emit in
                for fact in stream(request) { emit(fact) }
            },
            poll: { _, _ in await untilCancelled() })
    }
}

private func untilCancelled() async {
    for await _ in AsyncStream<Never>.makeStream().stream {}
}
