import ClusterModel
@testable import FailoverModel
import TestSupport
import Testing

/// Keys, dialogs, and the guards before a kill.
struct NavigationTests {
    static func asked(_ change: (inout Settings) -> Void = { _ in }) -> Story {
        var story = Story.steady(change)
        story.ask(at: 1, host: 11, tokens: 5)
        return story
    }

    @Test func killAsksFirstAndDefaultsToNo() {
        var story = Self.asked()
        let order = KillOrder(pod: Story.engine("8wt2h", host: 11).identity, namespace: "default", kind: .now)
        #expect(story.press(.killActive) == [.previewKill(order)])
        #expect(story.press(.dismiss).isEmpty)
        #expect(story.state.navigation.dialog == nil)
        #expect(story.state.navigation.notice?.text == "nothing killed")
    }

    @Test func disarmedAndReadOnlyRefuse() {
        var disarmed = Self.asked { $0.startsArmed = false }
        #expect(disarmed.press(.killActive, .confirm).isEmpty)
        #expect(disarmed.state.navigation.notice?.text.contains("press a to arm") == true)
        #expect(!disarmed.press(.toggleArmed, .killActive, .confirm).isEmpty)
        var readOnly = Self.asked { $0.isReadOnly = true }
        #expect(readOnly.press(.toggleArmed, .killActive, .confirm).isEmpty)
        #expect(readOnly.state.navigation.armed == .readOnly)
    }

    @Test func armingExpires() {
        var story = Self.asked { $0.arming = .expires(after: .seconds(300)) }
        story.tell(at: 299, .ticked)
        #expect(story.state.navigation.armed != .disarmed)
        story.press(.killActive)
        story.tell(at: 301, .ticked)
        #expect(story.state.navigation.armed == .disarmed)
        #expect(story.press(.confirm).isEmpty, "a question asked before does not outlive the arming")
    }

    @Test func theLastReadyEngineNeedsItsNameTyped() {
        var story = Self.asked()
        story.tell(
            at: 2, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))),
            .kubernetes(.pods(.removed(Story.engine("cn9tb", host: 13)))))
        story.press(.killActive)
        #expect(story.press(.confirm).isEmpty)
        for character in Story.prefix + "8wt2h" { story.press(.type(String(character))) }
        #expect(story.press(.type("!"), .erase, .confirm).count == 1)
    }

    @Test func aStalePictureNeedsTheNameTyped() {
        var story = Self.asked()
        story.tell(at: 2, .kubernetes(.source(.pods, .stale(since: Moment(.seconds(2)), reason: "gone"))))
        story.press(.killActive)
        guard case .confirmKill(let proposal)? = story.state.navigation.dialog else {
            Issue.record("no question")
            return
        }
        #expect(proposal.typing == .stalePods)
        #expect(story.press(.confirm).isEmpty)
    }

    @Test func aPodThatWentWhileTheQuestionStoodIsNotKilled() {
        var story = Self.asked()
        story.press(.killActive)
        story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("8wt2h", host: 11)))))
        #expect(story.press(.confirm).isEmpty)
        #expect(story.state.navigation.notice?.text.contains("already gone") == true)
    }

    @Test func choosingPodAndKind() {
        var story = Self.asked()
        let commands = story.press(.killChosen, .move(.down), .nextChoice, .confirm, .confirm)
        let pod = Story.engine("4psb7", host: 12).identity
        let order = KillOrder(pod: pod, namespace: "default", kind: .force)
        #expect(commands == [.previewKill(order), .kill(order)])
    }

    @Test func noPodKnownSaysWhatToDo() {
        var story = Story.steady()
        story.press(.killActive)
        #expect(story.state.navigation.dialog == nil)
        #expect(story.state.navigation.notice?.text.contains("send a request first (s)") == true)
    }

    @Test func zoomFocusFilterAndPause() {
        var story = Story.steady()
        story.press(.zoom(.stream))
        #expect(story.state.navigation.zoomed == .stream)
        story.press(.focusNext)
        #expect(story.state.navigation.zoomed == .failover)
        story.press(.dismiss)
        #expect(story.state.navigation.zoomed == nil)
        story.press(.focusNext, .focusPrevious, .focusPrevious, .focusPrevious)
        #expect(story.state.navigation.focus == .sessions)
        story.press(.filter, .type("u"), .type("s"), .erase, .confirm)
        #expect(story.state.navigation.filter == "u")
        #expect(story.state.navigation.dialog == nil)
        story.press(.pause)
        #expect(story.state.navigation.position == .paused)
    }

    /// A session has one request at a time; the next one is another session's.
    @Test func oneRequestAtATime() {
        var story = Self.asked()
        let commands = story.press(.send)
        #expect(commands.count == 1 && story.state.shownAnswers.count == 2)
        guard case .send(let request)? = commands.first else {
            Issue.record("\(commands)")
            return
        }
        #expect(request.session == "failtop-answer-test-1" && request.purpose == .probe)
        #expect(story.press(.send).isEmpty && story.state.navigation.notice?.text == "a session for one more answer is looked for")
    }

    /// What acts on the present only is refused with the reason while playback stands.
    @Test(arguments: [Action.send, .killActive, .killChosen, .faults, .toggleArmed, .copy, .podLog])
    func inThePastNothingIsSwallowed(_ action: Action) {
        var story = Self.asked()
        story.press(.pause)
        #expect(story.press(action).isEmpty)
        #expect(story.state.navigation.notice?.text == "you are viewing the past: space returns to live")
    }

    @Test func quitSuspendAndRedrawAreForTheScreen() {
        var story = Story.steady()
        #expect(story.press(.quit) == [.quit])
        #expect(story.press(.suspend, .redraw) == [.suspend, .redraw])
    }

    @Test func incidentsAreWalked() {
        var story = Story.steady()
        for (suffix, host) in [("8wt2h", 11), ("4psb7", 12)] {
            story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine(suffix, host: host)))))
        }
        #expect(story.state.shownIncident?.number == 2)
        story.press(.previousIncident)
        #expect(story.state.shownIncident?.number == 1)
        story.press(.nextIncident)
        #expect(story.state.navigation.incident == nil, "the newest is followed again")
    }
}
