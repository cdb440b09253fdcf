import FailoverModel
import TestSupport
import Testing

@testable import BoardRuntime

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

    @Test func aShowPressesAndSpeaks() async {
        let mailbox = Mailbox()
        let keeper = StateKeeper(start: Story.steady().state.start, mailbox: mailbox, handlers: .none)
        let show = Show([.say("Look."), .rest(.zero), .press(.help), .say("That is all.")])
        let isOver = await ShowRunner(show, keeper: keeper, steps: false).run()
        keeper.absorb()
        #expect(isOver)
        #expect(keeper.state.navigation.caption == "That is all.")
        #expect(keeper.state.navigation.dialog == .help(scroll: 0))
    }

    @Test func thePresentersKeyEndsARest() async {
        let mailbox = Mailbox()
        let keeper = StateKeeper(start: Story.steady().state.start, mailbox: mailbox, handlers: .none)
        let runner = ShowRunner(Show([.rest(.seconds(3_600)), .say("on")]), keeper: keeper, steps: true)
        async let isOver = runner.run()
        // The runner has to have begun its rest before the key counts.
        await Task.yield()
        while keeper.state.navigation.caption == nil {
            mailbox.post(.action(.nextCue))
            keeper.absorb()
            await Task.yield()
        }
        #expect(await isOver)
    }
}
