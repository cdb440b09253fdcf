import ClusterModel

/// Whose tokens they are: in every stretch between two readings of its counter, an engine that makes our stream has made at
/// least as many tokens as we received. Where that is true of one engine only, and of each engine it is known, it is ours.
extension TrafficState {
    /// Readings and tokens are stamped where they arrive, up to a few tokens apart.
    private static let slack = 3.0
    /// Received in all before anything is concluded.
    private static let leastTokens = 8

    mutating func compareTokens(at moment: Moment, cluster: ClusterState) {
        let recent = conversations.all.values.flatMap { $0.records.suffix(1) + $0.probes.suffix(16) }
        let open = recent.filter { record in
            Self.mayCorrect(record.routes.last?.evidence) && record.chunks.count >= Self.leastTokens
                && record.endedAt.map { moment - $0 < Route.delay } ?? true
        }
        for record in open {
            guard let since = unattributed(record), let engine = onlyEngine(inStepWith: record, since: since, cluster) else { continue }
            let worker = engine.pod.ip.map { "http://\($0)" } ?? engine.pod.name
            let began = record.chunks.first { $0.at > since }?.at ?? moment
            let evidence = comparesAll(cluster) ? RouteEvidence.tokens : .tokensOfSome
            conversations.note(Route(worker: worker, pod: engine.identity, evidence: evidence, at: began), of: record.id)
        }
    }

    /// The router's own lines stand.
    private static func mayCorrect(_ evidence: RouteEvidence?) -> Bool {
        switch evidence {
        case .ownRequest, .sessionLine, .header, .answer, .accessLog: false
        case nil, .tokens, .tokensOfSome, .engineLog, .engineLogs, .metrics: true
        }
    }

    /// Since when nobody is known to make the stream: from its beginning, or since the engine that did made fewer tokens than
    /// we received, so that it has moved. Nil while that one keeps step.
    private func unattributed(_ record: StreamRecord) -> Moment? {
        guard let route = record.routes.last(where: { !$0.evidence.isGuess }) else { return record.requestedAt }
        let samples = route.pod.flatMap { router.engines[$0.uid]?.samples } ?? []
        return zip(samples, samples.dropFirst()).first { before, after in
            before.at >= route.at && !Self.isInStep(before, after, with: record, since: route.at)
        }?.1.at
    }

    /// The list of pods is fresh, and none that served is left out: one that drains goes on with its streams.
    private func comparesAll(_ cluster: ClusterState) -> Bool {
        cluster.sources[.pods].isLive
            && cluster.engines.allSatisfy { engine in engine.isServing || !engine.stages.contains { $0.stage == .ready } }
    }

    private func onlyEngine(inStepWith record: StreamRecord, since start: Moment, _ cluster: ClusterState) -> PodRecord? {
        var inStep: [PodRecord] = []
        for engine in cluster.readyEngines {
            guard let samples = router.engines[engine.pod.uid]?.samples, let keeps = Self.keepsStep(samples, with: record, since: start)
            else { return nil }
            if keeps { inStep.append(engine) }
        }
        return inStep.count == 1 ? inStep.first : nil
    }

    /// Nil where too few of our tokens lie between its readings.
    private static func keepsStep(_ samples: [EngineRecord.Sample], with record: StreamRecord, since start: Moment) -> Bool? {
        var compared = 0
        for (before, after) in zip(samples, samples.dropFirst()) where after.at > start {
            compared += ours(before, after, of: record, since: start)
            if !isInStep(before, after, with: record, since: start) { return false }
        }
        return compared >= leastTokens ? true : nil
    }

    private static func isInStep(
        _ before: EngineRecord.Sample, _ after: EngineRecord.Sample, with record: StreamRecord, since start: Moment
    ) -> Bool {
        Double(ours(before, after, of: record, since: start)) <= after.tokens - before.tokens + slack
    }

    /// How many tokens we received in the stretch.
    private static func ours(
        _ before: EngineRecord.Sample, _ after: EngineRecord.Sample, of record: StreamRecord, since start: Moment
    ) -> Int {
        let from = max(before.at, start)
        return record.chunks.count { $0.at > from && $0.at <= after.at }
    }
}
