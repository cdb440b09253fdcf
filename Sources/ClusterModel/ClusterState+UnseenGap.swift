/// What was missed while the API server was away: a list that comes after it is compared with what was known.
extension ClusterState {
    /// How many gaps are kept.
    static let gapLimit = 32

    /// After the pods have taken the fact in; the gap that it ends.
    mutating func noteGap(_ fact: KubernetesFact, _ transitions: [PodTransition], at moment: Moment) -> UnseenGap? {
        switch fact {
        case .source(.pods, .live):
            unseenSince = nil
        case .source(.pods, let source):
            // Before the first list there was nothing to lose sight of.
            guard unseenSince == nil, !records.isEmpty else { return nil }
            switch source {
            case .stale(let since, _), .unreachable(let since?, _): unseenSince = since
            case .forbidden: unseenSince = moment
            case .connecting, .loading, .live, .unreachable(nil, _): break
            }
        case .pods(.replaced):
            guard let since = unseenSince else { return nil }
            unseenSince = nil
            let gap = UnseenGap(transitions, from: since, until: moment)
            gaps.append(gap)
            if gaps.count > Self.gapLimit { gaps.removeFirst() }
            return gap
        default:
            break
        }
        return nil
    }
}

extension UnseenGap {
    fileprivate init(_ transitions: [PodTransition], from since: Moment, until now: Moment) {
        self.init(from: since, until: now)
        for transition in transitions where transition.after.role != .other {
            let letter = transition.after.letter
            if transition.after.isGone {
                went.append(letter)
            } else if transition.before == nil {
                came.append(letter)
            } else if transition.stageChanged || transition.anyRestarted {
                changed.append(letter)
            }
        }
    }
}
