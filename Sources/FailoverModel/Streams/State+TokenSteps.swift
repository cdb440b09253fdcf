/// Whose tokens they are: in every stretch between two readings of its counter, an engine that makes our stream has made at
/// least as many tokens as we received. Where that is true of one engine only, and of each engine it is known, it is ours.
extension State {
    /// Readings and tokens are stamped where they arrive, up to a few tokens apart.
    private static let slack = 3.0
    /// Received in all before anything is concluded.
    private static let leastTokens = 8

    mutating func compareTokens(at moment: Moment) {
        let open = (streams.records.suffix(1) + streams.probes.suffix(16)).filter { record in
            record.routes.last?.evidence.isGuess != false && record.chunks.count >= Self.leastTokens
                && record.endedAt.map { moment - $0 < Self.routeDelay } ?? true
        }
        for record in open {
            guard let engine = onlyEngine(inStepWith: record) else { continue }
            let worker = engine.pod.ip.map { "http://\($0)" } ?? engine.pod.name
            let began = record.chunks.first?.at ?? moment
            streams.note(Route(worker: worker, pod: engine.identity, evidence: comparesAll ? .tokens : .tokensOfSome, at: began), of: record.id)
        }
    }

    /// The list of pods is fresh, and none that served is left out: one that drains goes on with its streams.
    private var comparesAll: Bool {
        sources[.pods].isLive
            && cluster.engines.allSatisfy { engine in engine.isServing || !engine.stages.contains { $0.stage == .ready } }
    }

    private func onlyEngine(inStepWith record: StreamRecord) -> PodRecord? {
        var inStep: [PodRecord] = []
        for engine in cluster.readyEngines {
            guard let samples = router.engines[engine.pod.uid]?.samples, let keeps = Self.keepsStep(samples, with: record)
            else { return nil }
            if keeps { inStep.append(engine) }
        }
        return inStep.count == 1 ? inStep.first : nil
    }

    /// Nil where too few of our tokens lie between its readings.
    private static func keepsStep(_ samples: [EngineRecord.Sample], with record: StreamRecord) -> Bool? {
        var compared = 0
        for (before, after) in zip(samples, samples.dropFirst()) where after.at > record.requestedAt {
            let ours = record.chunks.count { $0.at > before.at && $0.at <= after.at }
            compared += ours
            if Double(ours) > after.tokens - before.tokens + slack { return false }
        }
        return compared >= leastTokens ? true : nil
    }
}
