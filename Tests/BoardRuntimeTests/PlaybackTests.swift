@testable import BoardRuntime
import ClusterModel
import FailoverModel
import Journal
import Panes
import TestSupport
import Testing


/// Going back in a run that goes on, without a clock.
struct PlaybackTests {
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
        var playback = Playback(tape(story), present: story.state)
        playback.move(.hold, present: story.state)
        #expect(playback.shown(by: story.state.navigation) == story.state)
        #expect(playback.moment(at: story.state.now) == .paused(secondsAgo: 0))
        #expect(playback.moment(at: story.state.now + .seconds(2)) == .paused(secondsAgo: 2))
    }

    @Test func backToMarksAndEventsAndForward() {
        let story = Story.killed()
        var playback = Playback(tape(story), present: story.state)
        playback.move(.previousMark, present: story.state)
        #expect(playback.moment(at: story.state.now) == .paused(secondsAgo: 1))
        for _ in 0..<6 { playback.move(.previousMark, present: story.state) }
        let before = playback.shown(by: NavigationState())
        #expect(before.incidents.all.count == 1 && before.conversation.current?.chunks.count == 20, "the last token, T2, was before it")
        playback.move(.stepBack, present: story.state)
        #expect(playback.shown(by: NavigationState()).incidents.all.isEmpty)
        playback.move(.step, present: story.state)
        #expect(playback.shown(by: NavigationState()) == before)
        playback.move(.seek(seconds: -60), present: story.state)
        #expect(playback.moment(at: story.state.now) == .paused(secondsAgo: story.state.now.seconds))
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
        var playback = Playback(tape, present: state)
        playback.move(.previousMark, present: state)
        for event in story.events.dropFirst(count) {
            _ = reduce(into: &state, event)
            let isFull = playback.append(event)
            #expect(!isFull)
        }
        for _ in 0..<20 { playback.move(.nextMark, present: state) }
        playback.move(.seek(seconds: 60), present: state)
        #expect(playback.shown(by: state.navigation) == story.state)
    }

    @Test func slowMotionBeginsInThePresent() {
        let story = Story.killed()
        for isHeld in [false, true] {
            var playback = Playback(tape(story), present: story.state)
            if isHeld { playback.move(.hold, present: story.state) }
            playback.move(.slower, present: story.state)
            #expect(playback.isPlaying && playback.moment(at: story.state.now) == .behind(seconds: 0, speed: 0.5))
            #expect(playback.shown(by: story.state.navigation) == story.state)
            // What comes is shown at half the pace.
            let second = Event(at: story.state.now + .seconds(1), .ticked)
            _ = playback.append(second)
            playback.pass(.seconds(1))
            #expect(playback.moment(at: second.at) == .behind(seconds: 0.5, speed: 0.5))
        }
    }

    @Test func slowMotionFallsBehindAndFasterCatchesUp() {
        let story = Story.killed()
        var playback = Playback(tape(story), present: story.state)
        for _ in 0..<8 { playback.move(.previousMark, present: story.state) }
        playback.move(.slower, present: story.state)
        #expect(playback.isPlaying)
        let start = playback.moment(at: story.state.now)
        playback.pass(.seconds(1))
        guard case .behind(let before, 0.5) = start, case .behind(let after, 0.5) = playback.moment(at: story.state.now) else {
            Issue.record("\(start)")
            return
        }
        #expect(abs(before - after - 0.5) < 0.000_001)
        playback.move(.slower, present: story.state)
        playback.move(.faster, present: story.state)
        playback.move(.faster, present: story.state)
        playback.move(.faster, present: story.state)
        #expect(!playback.hasCaughtUp(at: story.state.now))
        playback.pass(.seconds(10))
        #expect(playback.hasCaughtUp(at: story.state.now))
        playback.move(.hold, present: story.state)
        #expect(!playback.isPlaying)
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
