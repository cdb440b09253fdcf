import ClusterModel
import TestSupport
import Testing

/// The list of incidents, the line to paste, and the fault menu.
struct IncidentListTests {
    private static func threeGone() -> Story {
        var story = Story.steady { $0.hasFaultMenu = true }
        for (index, suffix) in ["8wt2h", "4psb7", "cn9tb"].enumerated() {
            story.tell(at: 2 + Double(index), .kubernetes(.pods(.removed(Story.engine(suffix, host: 11 + index)))))
        }
        return story
    }

    @Test func enterShowsTheChosenOne() {
        var story = Self.threeGone()
        story.press(.incidents, .move(.down), .move(.down), .move(.down), .confirm)
        #expect(story.state.navigation.dialog == nil)
        #expect(story.state.shownIncident?.number == 1)
        #expect(story.state.navigation.focus == .failover)
        story.press(.incidents, .move(.home), .confirm)
        #expect(story.state.navigation.incident == nil, "the newest is followed")
        story.press(.incidents, .dismiss)
        #expect(story.state.navigation.dialog == nil)
    }

    @Test func theSummaryIsCopiedFromTheListAndFromTheBoard() {
        var story = Self.threeGone()
        let last = story.state.summary(of: story.state.incidents.all[2])
        #expect(story.press(.copy) == [.copy(last)])
        #expect(story.state.navigation.notice?.text == "copied: \(last)")
        let second = story.state.summary(of: story.state.incidents.all[1])
        #expect(story.press(.incidents, .move(.down), .copy) == [.copy(second)])
    }

    @Test func whoMovesAfterTheNextIncidentOpenedDoesNotCountForTheOneBefore() throws {
        var story = Story.steady()
        story.route("before", session: "user-9", to: 12)
        let first = Story.engine("8wt2h", host: 11)
        story.tell(at: 10, .kubernetes(.pods(.removed(first))))
        story.tell(at: 11, .kubernetes(.pods(.changed(Story.engine("new", host: 14)))))
        #expect(story.state.incidents.ongoing.isEmpty)
        #expect(story.state.round(of: story.state.incidents.all[0]).otherSessions.moved == 0)
        story.tell(at: 20, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))))
        story.route("after", session: "user-9", to: 13)
        #expect(story.state.round(of: story.state.incidents.all[0]).otherSessions.moved == 0)
        #expect(story.state.round(of: story.state.incidents.all[1]).otherSessions.rescued == 1)
    }

    @Test func openOnesAreCountedByCauseTheMostFirst() {
        let counts = Self.threeGone().state.incidents.openByCause
        #expect(counts.map(\.cause) == ["deleted"] && counts.map(\.count) == [3])
    }

    @Test func withoutAnIncidentThereIsNothingToListOrCopy() {
        var story = Story.steady()
        #expect(story.press(.copy, .incidents).isEmpty)
        #expect(story.state.navigation.dialog == nil)
    }

    @Test func theFaultMenuIsForTheEmbeddedCluster() {
        var real = Story.steady()
        real.press(.faults)
        #expect(real.state.navigation.dialog == nil && real.state.navigation.notice?.isError == true)
        var story = Story.steady { $0.hasFaultMenu = true }
        let pod = Story.engine("4psb7", host: 12).identity
        let commands = story.press(.faults, .nextChoice, .move(.down), .confirm)
        #expect(commands == [.makeFault(FaultOrder(pod: pod, namespace: "default", kind: .oom))])
        story.tell(.kubernetes(.faultRefused(FaultOrder(pod: pod, namespace: "default", kind: .oom), "no")))
        #expect(story.state.navigation.notice?.text.contains("no fault made") == true)
    }
}
