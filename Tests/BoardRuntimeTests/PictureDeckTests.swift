@testable import BoardRuntime
import ClusterModel
import FailoverModel
import Journal
import Panes
import TestSupport
import Testing


/// Going back in a run that goes on, without a clock.
struct PictureDeckTests {
    private func tape(_ story: Story) -> Tape {
        var state = State(start: story.state.start)
        var tape = Tape(state)
        for event in story.events {
            _ = reduce(into: &state, event)
            tape.record(event, after: state)
        }
        return tape
    }

    @Test func heldItIsThePresentOfThatMoment() {
        let story = Story.killed()
        var deck = PictureDeck(tape(story), present: story.state)
        deck.move(.hold, present: story.state)
        #expect(deck.shown(by: story.state.navigation) == story.state)
        #expect(deck.moment(at: story.state.now) == .held(secondsAgo: 0))
        #expect(deck.moment(at: story.state.now + .seconds(2)) == .held(secondsAgo: 2))
    }

    @Test func backToMarksAndEventsAndForward() {
        let story = Story.killed()
        var deck = PictureDeck(tape(story), present: story.state)
        deck.move(.previousMark, present: story.state)
        #expect(deck.moment(at: story.state.now) == .held(secondsAgo: 1))
        for _ in 0..<7 { deck.move(.previousMark, present: story.state) }
        let before = deck.shown(by: NavigationState())
        #expect(before.incidents.all.isEmpty && before.conversation.current?.chunks.count == 20, "T2 is the last token, before the kill")
        deck.move(.stepBack, present: story.state)
        #expect(deck.shown(by: NavigationState()).conversation.current?.chunks.count == 19)
        deck.move(.step, present: story.state)
        #expect(deck.shown(by: NavigationState()) == before)
        deck.move(.seek(seconds: -60), present: story.state)
        #expect(deck.moment(at: story.state.now) == .held(secondsAgo: story.state.now.seconds))
    }

    @Test func nothingThatArrivesMeanwhileIsLost() {
        let story = Story.killed()
        let count = story.events.count / 2
        var state = State(start: story.state.start)
        var tape = Tape(state)
        for event in story.events.prefix(count) {
            _ = reduce(into: &state, event)
            tape.record(event, after: state)
        }
        var deck = PictureDeck(tape, present: state)
        deck.move(.previousMark, present: state)
        for event in story.events.dropFirst(count) {
            _ = reduce(into: &state, event)
            let isFull = deck.append(event)
            #expect(!isFull)
        }
        for _ in 0..<20 { deck.move(.nextMark, present: state) }
        deck.move(.seek(seconds: 60), present: state)
        #expect(deck.shown(by: state.navigation) == story.state)
    }

    @Test func slowMotionBeginsInThePresent() {
        let story = Story.killed()
        for isHeld in [false, true] {
            var deck = PictureDeck(tape(story), present: story.state)
            if isHeld { deck.move(.hold, present: story.state) }
            deck.move(.slower, present: story.state)
            #expect(deck.isPlaying && deck.moment(at: story.state.now) == .behind(seconds: 0, speed: 0.5))
            #expect(deck.shown(by: story.state.navigation) == story.state)
            // What comes is shown at half the pace.
            let second = Event(at: story.state.now + .seconds(1), .ticked)
            _ = deck.append(second)
            deck.pass(.seconds(1))
            #expect(deck.moment(at: second.at) == .behind(seconds: 0.5, speed: 0.5))
        }
    }

    @Test func slowMotionFallsBehindAndFasterCatchesUp() {
        let story = Story.killed()
        var deck = PictureDeck(tape(story), present: story.state)
        for _ in 0..<8 { deck.move(.previousMark, present: story.state) }
        deck.move(.slower, present: story.state)
        #expect(deck.isPlaying)
        let start = deck.moment(at: story.state.now)
        deck.pass(.seconds(1))
        guard case .behind(let before, 0.5) = start, case .behind(let after, 0.5) = deck.moment(at: story.state.now) else {
            Issue.record("\(start)")
            return
        }
        #expect(abs(before - after - 0.5) < 0.000_001)
        deck.move(.slower, present: story.state)
        deck.move(.faster, present: story.state)
        deck.move(.faster, present: story.state)
        deck.move(.faster, present: story.state)
        #expect(!deck.hasCaughtUp(at: story.state.now))
        deck.pass(.seconds(10))
        #expect(deck.hasCaughtUp(at: story.state.now))
        deck.move(.hold, present: story.state)
        #expect(!deck.isPlaying)
    }

    @Test func aLongRunForgetsItsBeginning() {
        let story = Story.steady()
        var state = story.state
        var tape = Tape(state)
        for index in 0..<22_500 {
            let event = Event(at: Moment(.seconds(1 + index)), .ticked)
            _ = reduce(into: &state, event)
            tape.record(event, after: state)
        }
        let replay = Replay(tape, present: state)
        #expect((19_000...20_000).contains(replay.events.count))
        #expect(replay.duration == state.now && replay.isAtEnd)
        var sought = replay
        sought.seek(to: replay.beginning + .seconds(100))
        #expect(sought.state.now == replay.beginning + .seconds(100))
        sought.seek(to: replay.duration)
        #expect(sought.state == state)
    }
}
