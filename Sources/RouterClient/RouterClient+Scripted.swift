import ClusterModel
import TrafficModel

extension RouterClient {
    /// Answers from a script, at once. Polling reports its facts and then waits to be cancelled, as the live one does.
    package static func scripted(
        stream: @escaping @Sendable (StreamRequest) -> [StreamFact], poll: [RouterFact] = []
    ) -> RouterClient {
        RouterClient(
            stream: { request, _, emit in
                for fact in stream(request) { emit(fact) }
            },
            poll: { _, emit in
                for fact in poll { emit(fact) }
                for await _ in AsyncStream<Never>.makeStream().stream {}
            })
    }

    /// Every stream breaks after `tokens` tokens; polling never reaches the router.
    package static func failing(after tokens: Int) -> RouterClient {
        let reason = "the connection was reset"
        return .scripted(
            stream: { request in
                [.opened(request.id, status: 200)]
                    + (0..<tokens).map { .text(request.id, " token\($0)") }
                    + [.closed(request.id, .brokenEnd(reason))]
            },
            poll: [Source.routerHealth, .routerMetrics, .routerEngines].map {
                .source($0, .unreachable(since: nil, reason: reason))
            })
    }
}
