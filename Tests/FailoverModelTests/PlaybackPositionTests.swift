import FailoverModel
import TestSupport
import Testing

/// Playback apart from live: what keys make of it, and that nothing acts from there.
@Suite struct PlaybackPositionTests {
    @Test func spaceHoldsAndLetsGo() {
        var story = Story.steady()
        #expect(story.press(.pause) == [.movePlayback(.hold)])
        #expect(story.state.navigation.position == .paused)
        #expect(story.press(.pause) == [.movePlayback(.live)])
        #expect(story.state.navigation.position == .live)
    }

    @Test func slowMotionRunsAndSpaceHoldsIt() {
        var story = Story.steady()
        #expect(story.press(.faster) == [.movePlayback(.live)], "the present cannot run faster")
        #expect(story.state.navigation.position == .live)
        #expect(story.press(.slower) == [.movePlayback(.slower)])
        #expect(story.state.navigation.position == .running)
        #expect(story.press(.pause) == [.movePlayback(.hold)])
        #expect(story.press(.faster) == [.movePlayback(.faster)])
        #expect(story.state.navigation.position == .running)
        #expect(story.press(.live) == [.movePlayback(.live)])
        #expect(story.state.navigation.position == .live)
    }

    @Test(arguments: [
        (Action.step, PlaybackMove.step), (.stepBack, .stepBack), (.seek(seconds: -5), .seek(seconds: -5)),
        (.previousMark, .previousMark), (.nextMark, .nextMark),
    ])
    func goingBackHolds(_ action: Action, _ move: PlaybackMove) {
        var story = Story.steady()
        #expect(story.press(action) == [.movePlayback(move)])
        #expect(story.state.navigation.position == .paused)
    }

    @Test(arguments: [Action.pause, .slower, .stepBack])
    func nothingActsFromThePast(_ away: Action) {
        var story = Story.steady()
        story.ask(at: 1, host: 11, tokens: 20)
        story.press(away)
        for action in [Action.killActive, .killChosen, .faults, .send] {
            #expect(story.press(action).isEmpty)
            #expect(story.state.navigation.dialog == nil)
            #expect(story.state.navigation.notice?.text.hasPrefix("you are viewing the past") == true)
        }
        #expect(story.press(.confirm).isEmpty)
        story.press(.live, .killActive)
        guard case .confirmKill = story.state.navigation.dialog else {
            Issue.record("back in the present a kill can be asked for")
            return
        }
    }

    @Test func factsGoOnWhileThePictureIsHeld() {
        var story = Story.steady()
        story.press(.pause)
        story.tell(at: 5, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14)))))
        #expect(story.state.cluster.readyEngines.count == 4)
    }

    @Test func aFreshPictureHidesWhatWas() {
        var story = Story.killed()
        story.tell(at: 20, .action(.send))
        let open = story.state.conversation.current?.id ?? ""
        story.press(.present, .zoom(.stream))
        #expect(!story.state.shownStory.isEmpty && story.state.shownIncident != nil)
        let commands = story.tell(at: 21, .action(.startOver))
        #expect(commands == [.movePlayback(.live), .cancel(open)])
        #expect(story.state.shownStory.isEmpty && story.state.shownIncident == nil)
        #expect(story.state.navigation.isPresenting && story.state.navigation.zoomed == nil)
        #expect(story.state.incidents.all.count == 1, "nothing that happened is forgotten")
        story.tell(at: 21.1, .stream(.closed(open, .cancelled)))
        let again = story.tell(at: 22, .action(.send))
        #expect(again.count == 1 && story.state.shownStory.count == 1)
    }

    @Test func aFreshPictureStaysArmedOrNot() {
        var story = Story.steady { $0.startsArmed = false }
        story.press(.pause, .startOver)
        #expect(story.state.navigation.armed == .disarmed)
        #expect(story.state.navigation.position == .live)
    }

    @Test func theTrailKeepsTheLastKeysAndNoText() {
        var story = Story.steady()
        story.ask(at: 1, host: 11, tokens: 20)
        story.press(.filter, .type("secret"), .dismiss, .help, .dismiss, .killActive, .confirm)
        #expect(story.state.navigation.trail.map(\.action) == [.help, .dismiss, .killActive, .confirm])
        guard case .confirmKill = story.state.navigation.trail.last?.dialog else {
            Issue.record("the dialog tells what a key meant")
            return
        }
    }

    @Test func aMissingRecordingIsSaid() {
        var story = Story.steady()
        #expect(story.press(.fallBack) == [.fallBack])
        story.tell(.recordingMissing("there is none"))
        #expect(story.state.navigation.notice?.text == "no recording to fall back to: there is none")
    }
}
