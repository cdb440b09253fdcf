import FailoverModel
import TestSupport
import Testing

/// `i` reaches back into earlier runs.
struct PastIncidentTests {
    private static func past(_ pod: String, context: String = "kind-demo", namespace: String = "default") -> PastIncident {
        PastIncident(
            context: context, namespace: namespace, openedAt: "2026-11-20T03:04:05Z", pod: pod, isPlanned: false, cause: "crashed",
            summary: "incident 1 · \(pod) crashed")
    }

    private static let facts = Fact.historyRead([past("one"), past("elsewhere", context: "prod"), past("other", namespace: "x"), past("two")])

    @Test func onlyThoseOfThePlaceThatIsLookedAt() {
        var story = Story.steady()
        story.tell(Self.facts)
        #expect(story.state.pastIncidents.map(\.pod) == ["one", "two"])
        #expect(!Self.facts.isRecorded)
    }

    @Test func downIsBackInTimeBeyondThisRun() {
        var story = Story.killed()
        story.tell(Self.facts)
        story.press(.incidents)
        #expect(story.state.navigation.dialog == .incidents(index: 0))
        story.press(.move(.down))
        #expect(story.state.navigation.dialog == .incidents(index: -1))
        story.press(.move(.end))
        #expect(story.state.navigation.dialog == .incidents(index: -2))
        #expect(story.press(.copy) == [.copy("incident 1 · two crashed")])
        story.press(.incidents, .move(.down), .confirm)
        #expect(story.state.navigation.notice?.text == "incident 1 · one crashed" && story.state.navigation.incident == nil)
        story.press(.incidents, .move(.end), .move(.home))
        #expect(story.state.navigation.dialog == .incidents(index: 0))
    }

    @Test func aRunWithoutIncidentsShowsTheEarlierOnes() {
        var story = Story.steady()
        story.press(.incidents)
        #expect(story.state.navigation.dialog == nil)
        story.tell(Self.facts)
        story.press(.incidents)
        #expect(story.state.navigation.dialog == .incidents(index: -1))
        // To start over forgets none of them.
        story.press(.dismiss, .startOver, .incidents)
        #expect(story.state.navigation.dialog == .incidents(index: -1))
    }
}
