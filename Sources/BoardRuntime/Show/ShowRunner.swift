import FailoverModel

/// Plays a show on a running board: posts its captions and key presses, and waits for what they wait for.
///
/// Concurrency: on the main actor beside the board's loop; it looks at the state and posts facts, as an operator does.
@MainActor
public final class ShowRunner {
    private let show: Show
    private let keeper: StateKeeper
    /// The presenter's key ends each rest.
    private let steps: Bool
    private static let look = Duration.milliseconds(50)

    public init(_ show: Show, keeper: StateKeeper, steps: Bool) {
        self.show = show
        self.keeper = keeper
        self.steps = steps
    }

    /// True where it was played to its end; false where it was cancelled.
    public func run() async -> Bool {
        for cue in show.cues {
            // The presenter holds the picture to explain it: the story waits.
            while !Task.isCancelled, keeper.state.navigation.picture != .live { try? await Task.sleep(for: Self.look) }
            switch cue {
            case .say(let text): keeper.mailbox.post(.captioned(text))
            case .press(let action): keeper.mailbox.post(.action(action))
            case .rest(let duration): await rest(duration)
            case .wait(let condition):
                guard await holds(condition) else {
                    keeper.mailbox.post(.captioned("The story stops here: it waited in vain for \(condition.words)."))
                    return false
                }
            }
            if Task.isCancelled { return false }
        }
        return true
    }

    private func rest(_ duration: Duration) async {
        guard steps else {
            try? await Task.sleep(for: duration)
            return
        }
        let before = keeper.state.navigation.cuesTaken
        while !Task.isCancelled, keeper.state.navigation.cuesTaken == before { try? await Task.sleep(for: Self.look) }
    }

    /// Waits until it holds; false where it did not in time.
    private func holds(_ condition: Show.Condition) async -> Bool {
        let end = ContinuousClock.now + Show.patience
        while !Task.isCancelled, ContinuousClock.now < end {
            if condition.holds(in: keeper.state) { return true }
            try? await Task.sleep(for: Self.look)
        }
        return condition.holds(in: keeper.state)
    }
}
