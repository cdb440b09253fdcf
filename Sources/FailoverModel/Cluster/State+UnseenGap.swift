/// What was missed while the API server was away: a list that comes after it is compared with what was known.
extension State {
    /// How many gaps are kept.
    static let gapLimit = 32

    /// After the sources and the pods have taken the event in.
    mutating func applyToGaps(_ event: Event, _ transitions: [PodTransition]) {
        switch event.fact {
        case .kubernetes(.source(.pods, .live)):
            cluster.unseenSince = nil
        case .kubernetes(.source(.pods, let source)):
            // Before the first list there was nothing to lose sight of.
            guard cluster.unseenSince == nil, !cluster.order.isEmpty else { return }
            switch source {
            case .stale(let since, _), .unreachable(let since?, _): cluster.unseenSince = since
            case .forbidden: cluster.unseenSince = event.at
            case .connecting, .loading, .live, .unreachable(nil, _): break
            }
        case .kubernetes(.pods(.replaced)):
            guard let since = cluster.unseenSince else { return }
            cluster.unseenSince = nil
            note(transitions, from: since, until: event.at)
        default:
            break
        }
    }

    private mutating func note(_ transitions: [PodTransition], from since: Moment, until now: Moment) {
        var gap = UnseenGap(from: since, until: now)
        for transition in transitions where transition.after.role != .other {
            let letter = transition.after.letter
            if transition.after.isGone {
                gap.went.append(letter)
            } else if transition.before == nil {
                gap.came.append(letter)
            } else if transition.stageChanged || transition.restarted {
                gap.changed.append(letter)
            }
        }
        cluster.gaps.append(gap)
        if cluster.gaps.count > Self.gapLimit { cluster.gaps.removeFirst() }
        tell(gap.words)
    }
}
