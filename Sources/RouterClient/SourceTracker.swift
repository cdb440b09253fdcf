import ClusterModel

/// How fresh one source is, by its successes and failures. Tells a state only when it changes.
struct SourceTracker {
    private let unreachableAfter: Duration
    private var lastSuccess: Moment?
    private var reported: SourceState?

    init(unreachableAfter: Duration) {
        self.unreachableAfter = unreachableAfter
    }

    mutating func began() -> SourceState? {
        tell(.connecting)
    }

    mutating func succeeded(at moment: Moment) -> SourceState? {
        lastSuccess = moment
        return tell(.live)
    }

    mutating func failed(at moment: Moment, _ reason: String) -> SourceState? {
        guard let lastSuccess, moment - lastSuccess <= unreachableAfter else {
            return tell(.unreachable(since: lastSuccess, reason: reason))
        }
        return tell(.stale(since: lastSuccess, reason: reason))
    }

    mutating func wasForbidden(_ reason: String) -> SourceState? {
        tell(.forbidden(reason))
    }

    private mutating func tell(_ state: SourceState) -> SourceState? {
        guard state != reported else { return nil }
        reported = state
        return state
    }
}
