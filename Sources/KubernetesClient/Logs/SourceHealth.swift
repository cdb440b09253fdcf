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
    /// How often in a row it ended by itself as soon as it was opened.
    private var shortEnds = 0

    /// Ended sooner than this it was not followed at all: a kubelet without watches to spare ends every follow so.
    private static let shortFollow = Duration.seconds(2)
    private static let shortEndLimit = 3
    /// What ended well is asked for again within this.
    private static let longestPause = Duration.seconds(1)

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
        guard shortEnds < Self.shortEndLimit else { return nil }
        defer { isLive = true }
        return isLive ? nil : .live
    }

    /// Something came: what is still open is followed.
    mutating func heard(at now: Moment) -> SourceState? {
        guard !isLive, shortEnds > 0, let openedAt, now - openedAt >= Self.shortFollow else { return nil }
        shortEnds = 0
        return opened(at: now)
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
    mutating func ended(well: Bool, at now: Moment) -> SourceState? {
        guard let openedAt else { return nil }
        let held = now - openedAt
        backoff.held(for: held)
        self.openedAt = nil
        if well { shortEnds = held < Self.shortFollow ? shortEnds + 1 : 0 }
        guard shortEnds >= Self.shortEndLimit, isLive else { return nil }
        isLive = false
        return .stale(since: now, reason: "each follow of the log ends at once: its lines come late, when it is asked for again")
    }

    mutating func pause(after failure: RequestFailure? = nil) -> Duration {
        if failure?.isForbidden == true { return rules.forbiddenRetry }
        let pause = backoff.next(random: random())
        return failure.map { max(pause, $0.retryAfter ?? .zero) } ?? min(pause, Self.longestPause)
    }
}
