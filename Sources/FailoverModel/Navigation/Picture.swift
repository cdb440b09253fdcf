import IncidentModel

/// Which moment of the run the screen shows. Facts are reduced as they come, whatever it is.
package enum Picture: Sendable, Equatable {
    case live
    /// A moment that stands still.
    case held
    /// Time passes on it, behind the present.
    case running
}

/// Where the picture is to go.
package enum PictureMove: Sendable, Equatable {
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
    /// What an action means to the picture; nil where it means nothing to it.
    mutating func movePicture(_ action: Action) -> PictureMove? {
        switch action {
        case .pause:
            navigation.picture = navigation.picture == .held ? .live : .held
            return navigation.picture == .held ? .hold : .live
        case .live:
            navigation.picture = .live
            return .live
        case .step, .stepBack, .seek, .previousMark, .nextMark:
            navigation.picture = .held
            if action == .step { navigation.stepsTaken += 1 }
            return action.pictureMove
        case .slower:
            navigation.picture = .running
            return .slower
        case .faster:
            guard navigation.picture != .live else {
                notice("the picture is the present; < shows it in slow motion")
                return .live
            }
            navigation.picture = .running
            return .faster
        default: return nil
        }
    }

    /// A fresh picture: what was is not on it any more, and a request that still streams is given up. Incidents stay in
    /// their list.
    mutating func startOver() -> [Command] {
        let cancelled = carryOut(traffic.cancel(session: settings.session))
        let before = navigation
        navigation = NavigationState(armed: before.armed)
        navigation.isPresenting = before.isPresenting
        // A story counts on.
        navigation.cuesTaken = before.cuesTaken
        navigation.stepsTaken = before.stepsTaken
        navigation.caption = before.caption
        navigation.since = now
        notice("a fresh picture; earlier incidents are in the list (i)")
        return [.movePicture(.live)] + cancelled
    }
}

extension Action {
    /// It changes something outside the board, and must therefore be asked for in sight of the present.
    var acts: Bool {
        switch self {
        case .send, .killActive, .killChosen, .faults: true
        default: false
        }
    }

    fileprivate var pictureMove: PictureMove? {
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
