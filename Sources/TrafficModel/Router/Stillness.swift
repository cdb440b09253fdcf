import ClusterModel

/// An engine that has requests under way and makes no token, though it is Ready: a stopped process or a GPU that does not answer.
/// Neither a probe of Kubernetes nor the router notices.
package struct Stillness: Sendable, Equatable {
    package let pod: PodIdentity
    /// Requests under way.
    package let running: Int
    /// Its counter of tokens, which stands still.
    package let tokens: Double
    package let since: Moment
    /// When its figures were read.
    package let readAt: Moment

    package var duration: Duration { readAt - since }
}

extension TrafficState {
    /// Between tokens of an answer of ours.
    private static let longestPause = Duration.seconds(4)

    /// By its latest figures.
    ///
    /// - Parameter longestStep: so long it may read somebody's long prompt, where no answer of ours stands still there.
    package func stillness(of record: PodRecord, longestStep: Duration) -> Stillness? {
        // Most engines have just made a token: our answers are looked through only for one that has not.
        guard record.isServing, let engine = router.engines[record.pod.uid], let since = engine.stillSince,
            engine.at - since >= min(Self.longestPause, longestStep),
            engine.at - since >= (owesUsTokens(record, since: since) ? Self.longestPause : longestStep)
        else { return nil }
        return Stillness(
            pod: record.identity, running: (engine.figures.running ?? 0).asCount, tokens: engine.figures.generatedTokens ?? 0, since: since,
            readAt: engine.at)
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
}
