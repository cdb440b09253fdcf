import IncidentModel

/// Which moment of the run the screen shows. Facts are reduced as they come, whatever it is.
package enum PlaybackPosition: Sendable, Equatable {
    case live
    /// A moment that stands still.
    case paused
    /// Time passes on it, behind the present.
    case running
}

/// Where playback is to go.
package enum PlaybackMove: Sendable, Equatable {
    case live
    /// Stand still where it is.
    case hold
    case step
    case stepBack
    case seek(seconds: Int)
    case previousMark
    case nextMark
    /// Run on, at half or double the speed.
    case slower
    case faster
}

extension State {
    /// What an action means to playback; nil where it means nothing to it.
    mutating func movePlayback(_ action: Action) -> PlaybackMove? {
        switch action {
        case .pause:
            navigation.position = navigation.position == .paused ? .live : .paused
            return navigation.position == .paused ? .hold : .live
        case .live:
            navigation.position = .live
            return .live
        case .step, .stepBack, .seek, .previousMark, .nextMark:
            navigation.position = .paused
            if action == .step { navigation.stepsTaken += 1 }
            return action.playbackMove
        case .slower:
            navigation.position = .running
            return .slower
        case .faster:
            guard navigation.position != .live else {
                notice("this is live; < plays it in slow motion")
                return .live
            }
            navigation.position = .running
            return .faster
        default: return nil
        }
    }

    /// An empty board: what was is not on it any more, and a request that still streams is given up. Incidents stay in
    /// their list.
    mutating func startOver() -> [Command] {
        let cancelled = ([settings.session] + answers.all.map(\.session)).flatMap { carryOut(traffic.cancel(session: $0)) }
        answers.removeAll()
        let before = navigation
        navigation = NavigationState(armed: before.armed)
        navigation.isPresenting = before.isPresenting
        // A story counts on.
        navigation.cuesTaken = before.cuesTaken
        navigation.stepsTaken = before.stepsTaken
        navigation.caption = before.caption
        navigation.past = before.past
        navigation.since = now
        notice("started over; earlier incidents are in the list (i)")
        return [.movePlayback(.live)] + cancelled
    }
}

extension Action {
    /// It changes something, or asks for what only the present has, and must therefore be asked for in sight of it.
    var needsPresent: Bool {
        switch self {
        case .send, .killActive, .killChosen, .faults, .toggleArmed, .copy, .hint, .lesson, .podLog, .cancelAnswer: true
        default: false
        }
    }

    fileprivate var playbackMove: PlaybackMove? {
        switch self {
        case .step: .step
        case .stepBack: .stepBack
        case .seek(let seconds): .seek(seconds: seconds)
        case .previousMark: .previousMark
        case .nextMark: .nextMark
        default: nil
        }
    }
}
