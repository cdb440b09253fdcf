import ClusterModel

/// When silence is a break.
extension TrafficState {
    /// A stream that is open and silent beyond its limit is stalled: it is given up.
    mutating func judgeSilence(at moment: Moment, _ cluster: ClusterState) -> [TrafficIntent] {
        var intents: [TrafficIntent] = []
        for record in openRequests {
            let stopped = engineStopped(of: record, at: moment, cluster)
            let silence = moment - record.lastActivity
            guard silence > stallLimit(of: record, stopped: stopped, at: moment) else { continue }
            // The answer is there; only its connection stays open.
            if record.finishReason == nil {
                end(record.id, at: moment) { $0.end(.stalled(after: silence, isStopping: stopped != nil), at: moment) }
            } else {
                end(record.id, at: moment) { $0.apply(.closed($0.id, .cleanEnd), at: moment) }
            }
            intents.append(.cancel(record.id))
        }
        return intents
    }

    /// An engine that takes SIGTERM may leave its connections open and say nothing more: there a second is enough, or some
    /// times the pace of before. Where no token has come yet it may still read the prompt.
    private func stallLimit(of record: StreamRecord, stopped: Moment?, at moment: Moment) -> Duration {
        guard record.hasBegun else {
            guard let stopped else { return settings.firstTokenWithin }
            return min(settings.firstTokenWithin, max(.zero, stopped - record.lastActivity) + settings.stallAfter)
        }
        guard let stopped, moment - stopped > Self.silenceOfDying else { return settings.stallAfter }
        let pace = record.medianGap(until: moment).map { $0 * Self.pacesOfDying } ?? .zero
        let least = record.isThroughEnvoy || router.dialect == .envoy ? Self.silenceBehindEnvoy : Self.silenceOfDying
        return min(settings.stallAfter, max(least, pace))
    }

    private static let silenceOfDying = Duration.seconds(1)
    /// Envoy closes an HTTP/1.1 connection a second after the engine has closed its own (`delayed_close_timeout`): that is no silence.
    private static let silenceBehindEnvoy = Duration.milliseconds(1_500)
    private static let pacesOfDying = 8

    /// When the engine that serves it was asked to stop, while it may still live; nil where it was not, or nobody knows which one it is,
    /// and where it had fallen silent before: that it stops is then not why. From its SIGKILL on the end of the connection tells what
    /// became of the stream, and a router may be moving it.
    private func engineStopped(of record: StreamRecord, at moment: Moment, _ cluster: ClusterState) -> Moment? {
        guard let route = record.routes.last, !route.evidence.isGuess, let pod = route.pod.flatMap({ cluster.record(uid: $0.uid) }),
            !pod.isGone, let left = pod.leftAt
        else { return nil }
        if record.hasBegun, left - record.lastActivity > max(Self.pauseOfLiving, (record.medianGap(until: moment) ?? .zero) * 2) { return nil }
        guard let grace = pod.deletionGracePeriod else { return left }
        return moment < left + .seconds(grace) - Self.shortOfKill ? left : nil
    }

    private static let pauseOfLiving = Duration.milliseconds(500)
    private static let shortOfKill = Duration.milliseconds(500)
}
