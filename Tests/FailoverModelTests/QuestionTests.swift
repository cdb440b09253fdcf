import ClusterModel
import FailoverModel
import TestSupport
import Testing

/// A question is answered by who has read it, and asks by what holds now.
struct QuestionTests {
    private func typing(_ story: Story) -> TypingReason? {
        if case .confirmKill(let proposal)? = story.state.navigation.dialog { proposal.typing } else { nil }
    }

    @Test(arguments: [0, 0.05, 0.299]) func anAnswerThatComesWithTheQuestionIsSwallowedAndSaidSo(after: Double) {
        var story = NavigationTests.asked()
        story.tell(at: 3, .action(.killActive))
        #expect(story.tell(at: 3 + after, .action(.confirm)).isEmpty)
        #expect(story.state.navigation.dialog != nil, "the question stands")
        #expect(story.state.navigation.notice?.text == "too quick: read, then press y")
        #expect(story.state.kills.records.isEmpty)
        #expect(story.tell(at: 3.31, .action(.confirm)).count == 1)
    }

    @Test func noIsTakenAtOnce() {
        var story = NavigationTests.asked()
        story.tell(at: 3, .action(.killActive), .action(.dismiss))
        #expect(story.state.navigation.dialog == nil)
    }

    @Test func aFaultIsNotMadeInTheSameBurst() {
        var story = NavigationTests.asked { $0.hasFaultMenu = true }
        #expect(story.tell(at: 3, .action(.faults), .action(.confirm)).isEmpty)
        #expect(story.state.navigation.notice?.text == "too quick: read, then press Enter")
        #expect(story.tell(at: 3.4, .action(.confirm)).count == 1)
    }

    @Test func aNameThatIsTypedInOneBurstKillsNothing() {
        var story = NavigationTests.asked { $0.protection = Protection(namespaces: ["default"]) }
        story.tell(at: 3, .action(.killActive), .action(.type(Story.prefix + "8wt2h")), .action(.confirm))
        #expect(story.state.navigation.notice?.text == "too quick: read, then press Enter")
        #expect(story.tell(at: 3.5, .action(.confirm)).count == 1)
    }

    /// Finding 1.6.
    @Test func aQuestionAsksByWhatHoldsNow() {
        var story = NavigationTests.asked()
        let other = Story.engine("cn9tb", host: 13, ready: false)
        story.tell(at: 2, .kubernetes(.pods(.changed(other))))
        story.press(.killActive)
        #expect(typing(story) == .openIncident)
        story.tell(at: 4, .kubernetes(.pods(.changed(Story.engine("cn9tb", host: 13)))))
        #expect(typing(story) == nil, "it has recovered")
        #expect(story.tell(at: 4.5, .action(.confirm)).isEmpty, "whoever was about to type the name")
        #expect(story.tell(at: 5.1, .action(.confirm)).count == 1)
    }

    @Test func aQuestionIsLockedByWhatHappensMeanwhile() {
        var story = NavigationTests.asked()
        story.press(.killActive)
        #expect(typing(story) == nil)
        story.tell(at: 2, .kubernetes(.pods(.changed(Story.engine("cn9tb", host: 13, ready: false)))))
        #expect(typing(story) == .openIncident, "before anybody answers")
    }

    @Test func theNextLetterOfANameIsNoAnswer() {
        var story = NavigationTests.asked()
        story.tell(at: 2, .kubernetes(.pods(.changed(Story.engine("cn9tb", host: 13, ready: false)))))
        story.press(.killActive, .type("vllm-opt125m-deplo"))
        story.tell(at: 4, .kubernetes(.pods(.changed(Story.engine("cn9tb", host: 13)))))
        #expect(typing(story) == .begun, "y is a letter still")
        for _ in "vllm-opt125m-deplo" { story.press(.erase) }
        #expect(typing(story) == nil)
    }

    @Test func aRecordingOfOlderRulesShowsNoQuestionThatWasAnswered() {
        var story = NavigationTests.asked()
        let order = KillOrder(pod: Story.engine("8wt2h", host: 11).identity, namespace: "default", kind: .now)
        story.tell(at: 3, .action(.killActive), .action(.confirm), .kubernetes(.killRequested(order, KillAuthor())))
        #expect(story.state.navigation.dialog == nil)
        story.tell(at: 3.1, .kubernetes(.killAccepted(order)))
        #expect(story.state.incidents.all.map(\.cause) == [.killedHere(.now)])
    }

    // MARK: - dialogs hold identities

    @Test func theChosenPodStaysChosenWhileOthersGo() {
        var story = NavigationTests.asked()
        story.press(.killChosen, .move(.down), .move(.down))
        let third = Story.engine("cn9tb", host: 13).identity
        #expect(story.state.navigation.dialog == .chooseKill(pod: third, kind: .now))
        story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("8wt2h", host: 11)))))
        #expect(story.state.navigation.dialog == .chooseKill(pod: third, kind: .now))
        let commands = story.press(.confirm)
        #expect(commands == [.previewKill(KillOrder(pod: third, namespace: "default", kind: .now))])
    }

    @Test func aChosenPodThatGoesIsNotReplacedByItsNeighbour() {
        var story = NavigationTests.asked()
        story.press(.killChosen, .move(.down))
        story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))))
        #expect(story.press(.confirm).isEmpty)
        #expect(story.state.navigation.notice?.text.contains("already gone") == true)
        story.press(.killChosen)
        var menu = NavigationTests.asked { $0.hasFaultMenu = true }
        menu.press(.faults)
        menu.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("8wt2h", host: 11)))))
        #expect(menu.press(.confirm).isEmpty)
        #expect(menu.state.navigation.notice?.isError == true)
    }

    @Test func theSelectedRowOfTheFilteredPaneIsPreselected() {
        var story = NavigationTests.asked { $0.hasFaultMenu = true }
        story.press(.filter, .type("cn9tb"), .confirm)
        story.press(.killChosen)
        let third = Story.engine("cn9tb", host: 13).identity
        #expect(story.state.navigation.dialog == .chooseKill(pod: third, kind: .now))
        story.press(.dismiss, .faults)
        #expect(story.state.navigation.dialog == .faults(pod: third, kind: .crash))
    }

    @Test func aSelectedRouterPreselectsTheEngineOfTheSession() {
        var story = Story.steady()
        story.ask(at: 1, host: 12, tokens: 5)
        story.press(.move(.end), .killChosen)
        #expect(story.state.selectedPod?.role == .router)
        #expect(story.state.navigation.dialog == .chooseKill(pod: Story.engine("4psb7", host: 12).identity, kind: .now))
    }
}
