import ClusterModel
import WireFormats

/// The state of a source that is opened again and again, and how long to wait before each time. Sans I/O.
struct SourceHealth: Sendable {
    private let rules: WatchRules
    private let random: @Sendable () -> Double
    private var backoff: Backoff
    private var openedAt: Moment?
    private var lastLive: Moment?
    private var failingSince: Moment?
    private var isLive = false
    private var isForbidden = false

    init(rules: WatchRules, random: @escaping @Sendable () -> Double) {
        self.rules = rules
        self.random = random
        backoff = rules.backoff
    }

    /// Each returns the new state, nil if it is the old one.
    mutating func opened(at now: Moment) -> SourceState? {
        openedAt = now
        lastLive = now
        failingSince = nil
        isForbidden = false
        defer { isLive = true }
        return isLive ? nil : .live
    }

    mutating func failed(_ failure: RequestFailure, at now: Moment) -> SourceState? {
        if isLive { lastLive = now }
        isLive = false
        if failure.isForbidden {
            defer { isForbidden = true }
            return isForbidden ? nil : .forbidden(failure.message)
        }
        isForbidden = false
        let since = failingSince ?? now
        failingSince = since
        if now - since >= rules.unreachableAfter { return .unreachable(since: lastLive, reason: failure.message) }
        return lastLive.map { .stale(since: $0, reason: failure.message) }
    }

    /// What was opened last has ended, well or badly; having held for long starts the waits over.
    mutating func ended(at now: Moment) {
        if let openedAt { backoff.held(for: now - openedAt) }
        openedAt = nil
    }

    mutating func pause(after failure: RequestFailure? = nil) -> Duration {
        if failure?.isForbidden == true { return rules.forbiddenRetry }
        return max(backoff.next(random: random()), failure?.retryAfter ?? .zero)
    }
}
