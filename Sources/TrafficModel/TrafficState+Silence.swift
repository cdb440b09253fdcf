import ClusterModel

/// When silence is a break.
extension TrafficState {
    /// A stream that is open and silent beyond its limit is stalled: it is given up.
    mutating func judgeSilence(at moment: Moment, _ cluster: ClusterState) -> [TrafficIntent] {
        var intents: [TrafficIntent] = []
        for record in openRequests {
            let left = engineLeft(of: record, cluster)
            let silence = moment - record.lastActivity
            guard silence > stallLimit(of: record, left: left, at: moment), !isKillDue(record, at: moment, cluster) else { continue }
            // The answer is there; only its connection stays open.
            if record.finishReason == nil {
                end(record.id, at: moment) { $0.end(.stalled(after: silence, isStopping: left != nil), at: moment) }
            } else {
                end(record.id, at: moment) { $0.apply(.closed($0.id, .cleanEnd), at: moment) }
            }
            intents.append(.cancel(record.id))
        }
        return intents
    }

    /// An engine that takes SIGTERM may leave its connections open and say nothing more: there a second is enough, or some
    /// times the pace of before. Where no token has come yet it may still read the prompt.
    private func stallLimit(of record: StreamRecord, left: Moment?, at moment: Moment) -> Duration {
        guard record.hasBegun else {
            guard let left else { return settings.firstTokenWithin }
            return min(settings.firstTokenWithin, max(.zero, left - record.lastActivity) + settings.stallAfter)
        }
        guard let left, moment - left > Self.silenceOfDying else { return settings.stallAfter }
        let pace = record.medianGap(until: moment).map { $0 * Self.pacesOfDying } ?? .zero
        let least = record.isThroughEnvoy || router.dialect == .envoy ? Self.silenceBehindEnvoy : Self.silenceOfDying
        return min(settings.stallAfter, max(least, pace))
    }

    private static let silenceOfDying = Duration.seconds(1)
    /// Envoy closes an HTTP/1.1 connection a second after the engine has closed its own (`delayed_close_timeout`): that is no silence.
    private static let silenceBehindEnvoy = Duration.milliseconds(1_500)
    private static let pacesOfDying = 8

    /// When the engine that serves it was asked to stop; nil where it was not, or nobody knows which one it is.
    private func engineLeft(of record: StreamRecord, _ cluster: ClusterState) -> Moment? {
        guard let route = record.routes.last, !route.evidence.isGuess else { return nil }
        return route.pod.flatMap { cluster.record(uid: $0.uid) }?.leftAt
    }

    /// SIGKILL comes now or has just come: the end of the connection tells better what became of the stream.
    private func isKillDue(_ record: StreamRecord, at moment: Moment, _ cluster: ClusterState) -> Bool {
        guard let left = engineLeft(of: record, cluster),
            let grace = record.routes.last?.pod.flatMap({ cluster.record(uid: $0.uid) })?.deletionGracePeriod
        else { return false }
        let due = left + .seconds(grace)
        return moment >= due - Self.killDelay && moment <= due + Self.killDelay
    }

    private static let killDelay = Duration.milliseconds(500)
}
