@testable import BoardRuntime
import FailoverModel
import Panes
import TerminalCanvas
import TestSupport
import Testing


/// A story tells only what came true.
@MainActor
struct ShowTests {
    @Test func conditionsComeTrueInTheirOrder() {
        let steady = Story.steady().state
        #expect(Show.Condition.steady.holds(in: steady))
        for later in [Show.Condition.tokens(1), .broken, .served, .recovered] { #expect(!later.holds(in: steady)) }
        var asked = Story.steady()
        asked.ask(at: 1, host: 11, tokens: 20)
        #expect(Show.Condition.tokens(20).holds(in: asked.state) && !Show.Condition.tokens(21).holds(in: asked.state))
        #expect(!Show.Condition.answered.holds(in: asked.state))
        let killed = Story.killed().state
        for condition in [Show.Condition.steady, .broken, .served, .recovered, .answered] {
            #expect(condition.holds(in: killed))
        }
    }

    private func show(_ cues: Show.Cue...) -> Show { Show(title: "t", acts: [Show.Act(name: "a", cues: cues)]) }

    private func keeper() -> StateKeeper {
        StateKeeper(start: Story.steady().state.start, mailbox: Mailbox(), handlers: .none)
    }

    @Test func aShowPressesAndSpeaks() async {
        let keeper = keeper()
        var heard: [ShowRunner.Progress] = []
        let show = show(.say("Look."), .rest(.zero), .press(.character("?")), .say("That is all."))
        let isOver = await ShowRunner(show, keeper: keeper, steps: false) { heard.append($0) }.run()
        keeper.absorb()
        #expect(isOver && heard == [.act(0)] + (0..<4).map { .cue(act: 0, $0) })
        #expect(keeper.state.navigation.caption == "That is all.")
        #expect(keeper.state.navigation.dialog == .help(scroll: 0))
    }

    /// Plays it while somebody drains the mailbox, as the board does.
    private func play(
        _ show: Show, on keeper: StateKeeper, steps: Bool = false, stopLimit: Duration? = nil,
        while body: @MainActor (Listener) async throws -> Void
    ) async throws -> Bool {
        let listener = Listener()
        let runner = ShowRunner(show, keeper: keeper, steps: steps, stopLimit: stopLimit) { progress in
            if case .cue = progress { return }
            listener.heard.append(progress)
        }
        async let isOver = runner.run()
        try await body(listener)
        return await isOver
    }

    @MainActor private final class Listener {
        var heard: [ShowRunner.Progress] = []
    }

    /// Looks until it is so, draining the mailbox meanwhile.
    private func until(_ keeper: StateKeeper, _ isSo: @MainActor () -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while !isSo() {
            try #require(ContinuousClock.now < end)
            keeper.absorb()
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func press(_ action: Action, on keeper: StateKeeper) {
        keeper.mailbox.post(.action(action))
        keeper.absorb()
    }

    @Test func aKeyThatDoesNothingStopsItUntilThePresenterGoesOn() async throws {
        let keeper = keeper()
        let isOver = try await play(show(.say("before"), .press(.character("y")), .rest(.zero), .say("on")), on: keeper) { listener in
            try await until(keeper) { listener.heard.last == .stopped("the key y does nothing now") }
            keeper.absorb()
            #expect(
                keeper.state.navigation.caption
                    == "The story stops here: the key y does nothing now. The key . goes on without it.")
            press(.nextCue, on: keeper)
            try await until(keeper) { keeper.state.navigation.caption == "on" }
        }
        #expect(isOver)
    }

    @Test func whatComesTrueLateGoesOnByItself() async throws {
        let keeper = keeper()
        let story = Story.steady()
        let isOver = try await play(show(.say("before"), .wait(.steady, within: .zero), .rest(.milliseconds(1))), on: keeper) { listener in
            try await until(keeper) { listener.heard.last == .stopped("it waited in vain for two ready engines and a healthy router") }
            for event in story.events { keeper.mailbox.post(event.fact) }
            try await until(keeper) { listener.heard.last == .playing }
            try await until(keeper) { keeper.state.navigation.caption == "before" }
        }
        #expect(isOver)
    }

    @Test func whereNobodyPressesAKeyAStoppedPartEnds() async throws {
        let keeper = keeper()
        let show = show(.wait(.broken, within: .zero), .say("never"))
        #expect(try await play(show, on: keeper, stopLimit: .milliseconds(10)) { _ in })
        keeper.absorb()
        #expect(keeper.state.navigation.caption?.hasPrefix("The story stops here") == true)
    }

    @Test func thePresentersKeyEndsARestUnderAQuestionOfTheStory() async throws {
        let keeper = keeper()
        let show = show(.press(.character("?")), .rest(.seconds(3_600)), .press(.escape), .say("on"))
        let isOver = try await play(show, on: keeper, steps: true) { listener in
            try await until(keeper) { listener.heard.last == .resting }
            #expect(keeper.state.navigation.dialog == .help(scroll: 0))
            let key = Keymap.action(for: .character("."), in: keeper.state.navigation)
            #expect(key == .nextCue)
            press(.nextCue, on: keeper)
            try await until(keeper) { keeper.state.navigation.caption == "on" }
            #expect(keeper.state.navigation.dialog == nil)
        }
        #expect(isOver)
    }

    @Test func aQuestionThatThePresenterAnsweredIsAnswered() async throws {
        let keeper = keeper()
        let show = show(.press(.character("?")), .rest(.seconds(3_600)), .press(.escape), .say("on"))
        let isOver = try await play(show, on: keeper, steps: true) { listener in
            try await until(keeper) { listener.heard.last == .resting }
            press(.dismiss, on: keeper)
            press(.nextCue, on: keeper)
            try await until(keeper) { keeper.state.navigation.caption == "on" }
        }
        #expect(isOver)
    }

    @Test func aFreshPictureEndsNoRest() async throws {
        let keeper = keeper()
        let isOver = try await play(show(.rest(.seconds(3_600)), .say("one"), .rest(.seconds(3_600)), .say("two")), on: keeper, steps: true) {
            listener in
            try await until(keeper) { listener.heard.last == .resting }
            press(.nextCue, on: keeper)
            try await until(keeper) { keeper.state.navigation.caption == "one" && listener.heard.last == .resting }
            press(.startOver, on: keeper)
            // Long enough for several looks of the runner.
            for _ in 0..<30 {
                keeper.absorb()
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(listener.heard.last == .resting)
            press(.nextCue, on: keeper)
            try await until(keeper) { keeper.state.navigation.caption == "two" }
        }
        #expect(isOver)
    }

    @Test func aStoryThatHoldsThePictureGoesOnByTheSameKey() async throws {
        let keeper = keeper()
        let show = show(.press(.character(" ")), .say("held"), .rest(.seconds(3_600)), .press(.character(" ")), .say("on"))
        let isOver = try await play(show, on: keeper, steps: true) { listener in
            try await until(keeper) { listener.heard.last == .resting }
            let key = Keymap.action(for: .character("."), in: keeper.state.navigation)
            #expect(key == .step)
            press(.step, on: keeper)
            try await until(keeper) { keeper.state.navigation.caption == "on" }
            #expect(keeper.state.navigation.position == .live)
        }
        #expect(isOver)
    }

    @Test func aHeldPictureHoldsTheStory() async {
        let keeper = keeper()
        keeper.mailbox.post(.action(.pause))
        keeper.absorb()
        async let isOver = ShowRunner(show(.say("on")), keeper: keeper, steps: false).run()
        for _ in 0..<1_000 { await Task.yield() }
        keeper.absorb()
        #expect(keeper.state.navigation.caption == nil)
        keeper.mailbox.post(.action(.pause))
        keeper.absorb()
        #expect(await isOver)
        keeper.absorb()
        #expect(keeper.state.navigation.caption == "on")
    }

    @Test func aPartIsWhatOneClusterIsFor() {
        let other = Show.Stage(resumesInRouter: true)
        let show = Show(
            title: "t",
            acts: [
                Show.Act(name: "1", cues: []), Show.Act(name: "2", cues: []), Show.Act(name: "3", stage: other, cues: []),
                Show.Act(name: "4", cues: []),
            ])
        #expect(show.parts == [Show.Part(stage: Show.Stage(), acts: 0..<2), Show.Part(stage: other, acts: 2..<4)])
    }
}
