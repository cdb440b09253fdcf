@testable import BoardRuntime
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
        var acts: [Int] = []
        let show = show(.say("Look."), .rest(.zero), .press(.character("?")), .say("That is all."))
        let isOver = await ShowRunner(show, keeper: keeper, steps: false) { acts.append($0) }.run()
        keeper.absorb()
        #expect(isOver && acts == [0])
        #expect(keeper.state.navigation.caption == "That is all.")
        #expect(keeper.state.navigation.dialog == .help(scroll: 0))
    }

    @Test func aKeyThatDoesNothingStopsIt() async {
        let keeper = keeper()
        let isOver = await ShowRunner(show(.press(.character("y")), .say("never")), keeper: keeper, steps: false).run()
        keeper.absorb()
        #expect(!isOver)
        #expect(keeper.state.navigation.caption == "The story stops here: the key y does nothing now.")
    }

    @Test func thePresentersKeyEndsARest() async {
        let keeper = keeper()
        let runner = ShowRunner(show(.rest(.seconds(3_600)), .say("on")), keeper: keeper, steps: true)
        async let isOver = runner.run()
        // The runner has to have begun its rest before the key counts.
        await Task.yield()
        while keeper.state.navigation.caption == nil {
            keeper.mailbox.post(.action(.nextCue))
            keeper.absorb()
            await Task.yield()
        }
        #expect(await isOver)
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
