/// The engines' own logs, where nothing else tells who serves: they are many, so they are read only then.
extension State {
    /// Without any other evidence for so long they are asked.
    private static let silence = Duration.seconds(2)
    /// More engines than these are not asked.
    static let engineLogLimit = 32

    /// From the first request of ours that nothing tells of, for the rest of the run.
    mutating func askEngineLogs(at moment: Moment) -> [Command] {
        guard !router.readsEngineLogs else { return [] }
        let isUntold = (streams.records.suffix(1) + streams.probes.suffix(1)).contains { record in
            guard let opened = record.openedAt, record.refused == nil else { return false }
            return record.routes.last?.evidence.isGuess != false && moment - opened > Self.silence
                && record.endedAt.map { moment - $0 < Self.routeDelay } ?? true
        }
        guard isUntold else { return [] }
        router.readsEngineLogs = true
        return followLogs()
    }

    /// A line with our own request id, in the log of the engine that serves it.
    mutating func noteEngineLog(_ entry: EngineLogEntry, at moment: Moment) {
        let written = self.written(loggedAt: entry.loggedAt, seenAt: moment)
        guard let record = (streams.records + streams.probes).last(where: { entry.isAbout($0.id) }),
            let evidence = Self.evidence(of: entry.pod, written, after: record.routes.last)
        else { return }
        let worker = cluster.record(uid: entry.pod.uid)?.pod.ip.map { "http://\($0)" } ?? entry.pod.name
        streams.note(
            Route(worker: worker, pod: entry.pod, evidence: evidence, at: moment, writtenAt: written), of: record.id)
    }

    /// What a line is worth beside what is known; nil: nothing. A request that moves is logged by each engine that gets it,
    /// and logs are not read in the order in which they were written.
    private static func evidence(of pod: PodIdentity, _ written: Moment?, after known: Route?) -> RouteEvidence? {
        guard let known else { return .engineLog }
        switch known.evidence {
        case .ownRequest, .sessionLine: return nil
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

/// A line of an engine's log that names a request.
public struct EngineLogEntry: Sendable, Equatable, Codable {
    public var pod: PodIdentity
    /// As the engine writes it: `X-Request-Id`, perhaps with a suffix.
    public var request: String
    /// Unix time in seconds that the line carries, where it does.
    public var loggedAt: Double?

    public init(pod: PodIdentity, request: String, loggedAt: Double? = nil) {
        self.pod = pod
        self.request = request
        self.loggedAt = loggedAt
    }

    /// `…-1` is not `…-12`.
    func isAbout(_ id: RequestID) -> Bool { request == id || request.hasPrefix(id + "-") }
}
