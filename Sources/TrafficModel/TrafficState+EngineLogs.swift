import ClusterModel

/// The engines' own logs, where nothing else tells who serves: they are many, so they are read only then.
extension TrafficState {
    /// Without any other evidence for so long they are asked.
    private static let silence = Duration.seconds(2)

    /// From the first request of ours that nothing tells of, for the rest of the run.
    mutating func askEngineLogs(at moment: Moment, cluster: ClusterState) -> [TrafficIntent] {
        guard !router.readsEngineLogs else { return [] }
        let isUnattributed = conversations.latest.contains { record in
            guard let opened = record.openedAt, record.refused == nil else { return false }
            return record.routes.last?.evidence.isGuess != false && moment - opened > Self.silence
                && record.endedAt.map { moment - $0 < Route.delay } ?? true
        }
        guard isUnattributed else { return [] }
        router.readsEngineLogs = true
        return followLogs(cluster)
    }

    /// A line with our own request id, in the log of the engine that serves it.
    mutating func noteEngineLog(_ entry: EngineLogEntry, at moment: Moment, cluster: ClusterState) {
        let written = cluster.written(loggedAt: entry.loggedAt, seenAt: moment)
        guard let record = conversations.latestRequest(where: { entry.isAbout($0.id) }),
            let evidence = Self.evidence(of: entry.pod, written, after: record.routes.last)
        else { return }
        let worker = cluster.record(uid: entry.pod.uid)?.pod.ip.map { "http://\($0)" } ?? entry.pod.name
        conversations.note(
            Route(worker: worker, pod: entry.pod, evidence: evidence, at: moment, writtenAt: written), of: record.id)
    }

    /// What a line is worth beside what is known; nil: nothing. A request that moves is logged by each engine that gets it,
    /// and logs are not read in the order in which they were written.
    private static func evidence(of pod: PodIdentity, _ written: Moment?, after known: Route?) -> RouteEvidence? {
        guard let known else { return .engineLog }
        switch known.evidence {
        case .ownRequest, .sessionLine, .header, .answer, .accessLog: return nil
        case .metrics, .tokensOfSome: return .engineLog
        case .tokens, .engineLog, .engineLogs:
            guard known.pod != pod else { return nil }
            // Tokens are of the moment at which they came.
            let before = known.evidence == .tokens ? known.at : known.writtenAt
            guard let written, let before, written != before else {
                return known.evidence == .engineLogs ? nil : .engineLogs
            }
            return written > before ? .engineLog : nil
        }
    }
}

extension ConversationsState {
    /// The latest request and probe of each conversation.
    fileprivate var latest: [StreamRecord] { all.values.flatMap { $0.records.suffix(1) + $0.probes.suffix(1) } }

    fileprivate func latestRequest(where isWanted: (StreamRecord) -> Bool) -> StreamRecord? {
        for conversation in all.values {
            if let found = conversation.probes.last(where: isWanted) ?? conversation.records.last(where: isWanted) { return found }
        }
        return nil
    }
}
