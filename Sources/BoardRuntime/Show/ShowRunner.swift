import Panes
import TerminalCanvas

/// Plays the acts of one part of a show on a running board: posts its captions and key presses, and waits for what they
/// wait for.
///
/// Concurrency: on the main actor beside the board's loop; it looks at the state and posts facts, as an operator does.
@MainActor
package final class ShowRunner {
    private let show: Show
    private let acts: Range<Int>
    private let keeper: StateKeeper
    /// The presenter's key ends each rest.
    private let steps: Bool
    private let onAct: @MainActor (Int) -> Void
    private static let look = Duration.milliseconds(50)

    /// - Parameter acts: which of the show's acts; nil for all.
    /// - Parameter onAct: hears of each act as it begins.
    package init(
        _ show: Show, acts: Range<Int>? = nil, keeper: StateKeeper, steps: Bool,
        onAct: @escaping @MainActor (Int) -> Void = { _ in }
    ) {
        self.show = show
        self.acts = acts ?? show.acts.indices
        self.keeper = keeper
        self.steps = steps
        self.onAct = onAct
    }

    /// True where it was played to its end; false where it was cancelled or stopped.
    package func run() async -> Bool {
        for index in acts {
            onAct(index)
            for cue in show.acts[index].cues {
                // The presenter holds the picture to explain it: the story waits.
                while !Task.isCancelled, keeper.state.navigation.picture != .live { try? await Task.sleep(for: Self.look) }
                if let problem = await play(cue) {
                    keeper.mailbox.post(.captioned("The story stops here: \(problem)."))
                    return false
                }
                if Task.isCancelled { return false }
            }
        }
        return true
    }

    /// nil where all is well.
    private func play(_ cue: Show.Cue) async -> String? {
        switch cue {
        case .say(let text): keeper.mailbox.post(.captioned(text))
        case .rest(let duration): await rest(duration)
        case .press(let key):
            // Who reads a question takes a moment to answer it.
            while !Task.isCancelled, let from = keeper.state.navigation.answersFrom, from > keeper.mailbox.clock.now {
                try? await Task.sleep(for: Self.look)
            }
            guard let action = Keymap.action(for: key, in: keeper.state.navigation) else {
                return "the key \(Keymap.label(of: key)) does nothing now"
            }
            keeper.mailbox.post(.action(action))
            // The next key is to find what this one has opened.
            try? await Task.sleep(for: Self.look)
        case .wait(let condition):
            guard await holds(condition) else { return "it waited in vain for \(condition.words)" }
        }
        return nil
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
