import ClusterModel
import IncidentModel
import TrafficModel

/// Engines that hang: a stopped process or a GPU that does not answer. Neither a probe nor the router notices.
extension Diagnosis {
    /// The first token of a long prompt may take a while.
    private static let longestStep = Duration.seconds(15)
    /// Between tokens of an answer of ours.
    private static let longestPause = Duration.seconds(4)

    /// Its latest figures, and since when it has requests under way and makes no token, where that is too long.
    func stillness(of record: PodRecord) -> (engine: EngineRecord, since: Moment)? {
        guard record.isServing, let engine = router.engines[record.pod.uid], let since = engine.stillSince,
            engine.at - since >= (owesUsTokens(record, since: since) ? Self.longestPause : Self.longestStep)
        else { return nil }
        return (engine, since)
    }

    /// An answer of ours has begun there and stands still: the engine does not just read somebody's long prompt.
    private func owesUsTokens(_ record: PodRecord, since moment: Moment) -> Bool {
        conversations.records.contains { request in
            guard request.hasBegun, request.routes.last?.pod == record.identity, request.lastActivity < moment + .seconds(1) else { return false }
            guard let ended = request.endedAt else { return true }
            if case .stalled = request.outcome { return ended > moment }
            return false
        }
    }

    var hungChecks: [Check] {
        cluster.engines.compactMap { record in
            guard let (engine, since) = stillness(of: record) else { return nil }
            let running = (engine.figures.running ?? 0).asCount
            return Check(
                "hung", "engines make tokens", .fail,
                "\(record.letter) has \(running.inWords("running request")) and made no token for "
                    + "\((engine.at - since).inWords), though it is Ready",
                evidence: [
                    Evidence("pod/\(record.pod.name)", "vllm:num_requests_running", "\(running)", at: wall(engine.at)),
                    Evidence(
                        "pod/\(record.pod.name)", "vllm:generation_tokens_total",
                        "\((engine.figures.generatedTokens ?? 0).asCount), unchanged since", at: wall(since)),
                ],
                remedy: "the engine hangs: look at its log and its GPU (nvidia-smi), and kill it; a liveness probe of /health does "
                    + "not see it",
                cause: .resourceConstraints)
        }
    }
}
