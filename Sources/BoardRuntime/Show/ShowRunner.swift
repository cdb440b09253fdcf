import FailoverModel
import Panes
import TerminalCanvas

/// Plays the acts of one part of a show on a running board: posts its captions and key presses, and waits for what they
/// wait for.
///
/// Concurrency: on the main actor beside the board's loop; it looks at the state and posts facts, as an operator does.
@MainActor
package final class ShowRunner {
    /// How far it is, for whoever tells the speaker.
    package enum Progress: Sendable, Equatable {
        case act(Int)
        /// A cue of it begins.
        case cue(act: Int, Int)
        /// Until the presenter's key.
        case resting
        /// A cue cannot be played, and why not; the presenter's key goes on without it.
        case stopped(String)
        case playing
    }

    private let show: Show
    private let acts: Range<Int>
    private let keeper: StateKeeper
    /// The presenter's key ends each rest.
    private let steps: Bool
    /// How long a stopped story waits for the presenter's key; nil for ever.
    private let stopLimit: Duration?
    private let tell: @MainActor (Progress) -> Void
    /// What the story's last key opened: its next key answers it.
    private var opened: Dialog?
    /// The story's own key has left live.
    private var isHeldByStory = false
    private var caption: String?

    private static let look = Duration.milliseconds(50)

    /// - Parameter acts: which of the show's acts; nil for all.
    /// - Parameter stopLimit: where nobody is there to press a key, the part ends so long after the story stopped.
    package init(
        _ show: Show, acts: Range<Int>? = nil, keeper: StateKeeper, steps: Bool, stopLimit: Duration? = nil,
        tell: @escaping @MainActor (Progress) -> Void = { _ in }
    ) {
        self.show = show
        self.acts = acts ?? show.acts.indices
        self.keeper = keeper
        self.steps = steps
        self.stopLimit = stopLimit
        self.tell = tell
    }

    /// True where it was played to its end, or given up after `stopLimit`; false where it was cancelled.
    package func run() async -> Bool {
        for index in acts {
            tell(.act(index))
            for (number, cue) in show.acts[index].cues.enumerated() {
                tell(.cue(act: index, number))
                // The presenter explains something: the story waits.
                await pause { self.isPresenterLooking }
                if let problem = await play(cue), await !goesOn(after: cue, problem) { return !Task.isCancelled }
                if Task.isCancelled { return false }
            }
        }
        return true
    }

    /// How often the presenter asked the story to go on. Where the story paused playback, its key steps that.
    private var cues: Int { navigation.cuesTaken + (isHeldByStory ? navigation.stepsTaken : 0) }
    private var navigation: NavigationState { keeper.state.navigation }

    /// At an earlier moment, or at something that the story did not open.
    private var isPresenterLooking: Bool {
        navigation.position != .live && !isHeldByStory || navigation.dialog.map { !isStorys($0) } ?? false
    }

    private func isStorys(_ dialog: Dialog) -> Bool {
        switch (dialog, opened) {
        // Meanwhile it may ask for the pod's name, or no longer.
        case (.confirmKill, .confirmKill): true
        case (let shown, let opened?): mode(shown) == mode(opened)
        case (_, nil): false
        }
    }

    private func mode(_ dialog: Dialog) -> KeyMode { KeyMode(NavigationState(dialog: dialog)) }

    /// nil where all is well.
    private func play(_ cue: Show.Cue) async -> String? {
        switch cue {
        case .say(let text):
            caption = text
            keeper.mailbox.post(.captioned(text))
        case .rest(let duration): await rest(duration)
        case .press(let key): return await press(key)
        case .wait(let condition, let limit):
            let end = ContinuousClock.now + limit
            await pause { !condition.holds(in: self.keeper.state) && ContinuousClock.now < end }
            guard condition.holds(in: keeper.state) else { return "it waited in vain for \(condition.words)" }
        }
        return nil
    }

    private func press(_ key: KeyPress) async -> String? {
        if let opened, navigation.dialog == nil {
            self.opened = nil
            // The presenter has answered the question.
            if Keymap.action(for: key, in: NavigationState(dialog: opened)) != nil { return nil }
        }
        // Who reads a question takes a moment to answer it.
        await pause { self.navigation.answersFrom.map { $0 > self.keeper.mailbox.clock.now } ?? false }
        // A y of a story answers a question; where none stands, it describes no pod either.
        guard let action = Keymap.action(for: key, in: navigation), action != .describe else {
            return "the key \(Keymap.label(of: key)) does nothing now"
        }
        keeper.mailbox.post(.action(action))
        // The next key is to find what this one has opened.
        try? await Task.sleep(for: Self.look)
        opened = navigation.dialog
        isHeldByStory = navigation.position != .live
        return nil
    }

    private func rest(_ duration: Duration) async {
        guard steps else {
            try? await Task.sleep(for: duration)
            return
        }
        tell(.resting)
        let before = cues
        await pause { self.cues == before }
        tell(.playing)
    }

    /// Until it comes true after all or the presenter goes on without it; false where nobody did.
    private func goesOn(after cue: Show.Cue, _ problem: String) async -> Bool {
        keeper.mailbox.post(.captioned("The story stops here: \(problem). The key . goes on without it."))
        tell(.stopped(problem))
        let before = cues
        let end = stopLimit.map { ContinuousClock.now + $0 }
        var isGivenUp: Bool { end.map { ContinuousClock.now >= $0 } ?? false }
        await pause { self.cues == before && !self.comesTrue(cue) && !isGivenUp }
        guard cues != before || comesTrue(cue) else { return false }
        keeper.mailbox.post(.captioned(caption))
        tell(.playing)
        return true
    }

    private func comesTrue(_ cue: Show.Cue) -> Bool {
        if case .wait(let condition, _) = cue { condition.holds(in: keeper.state) } else { false }
    }

    /// Looks now and then, as long as it is so.
    private func pause(while isSo: () -> Bool) async {
        while !Task.isCancelled, isSo() { try? await Task.sleep(for: Self.look) }
    }
}
