import ClusterModel
import TestSupport
import Testing
import TrafficModel

/// A kill of a pod that was hurt already.
struct SupersededTests {
    /// A loses its readiness at 2 s and goes on streaming; it is killed ten minutes later in the middle of an answer.
    private static func killed(endIsSeenFirst: Bool) -> (story: Story, question: RequestID, killedAt: Double) {
        var story = Story.steady()
        story.tell(at: 2, .kubernetes(.pods(.changed(Story.engine("8wt2h", host: 11, ready: false)))))
        let (id, end) = story.ask(at: 600, host: 11, tokens: 20, pressing: .killActive)
        story.press(.type(Story.prefix + "8wt2h"))
        story.tell(at: end + 0.3, .action(.confirm))
        let pod = Story.engine("8wt2h", host: 11, ready: false)
        var dying = pod
        dying.isTerminating = true
        let order = KillOrder(pod: pod.identity, namespace: "default", kind: .now)
        let at = story.time
        if endIsSeenFirst { story.tell(at: at + 0.004, .kubernetes(.pods(.changed(dying)))) }
        story.tell(at: at + 0.01, .kubernetes(.killAccepted(order)))
        story.tell(at: at + 0.02, .kubernetes(.pods(.changed(dying))))
        story.tell(at: at + 0.03, .stream(.closed(id, .cleanEnd)))
        story.tell(at: at + 0.04, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14, ready: false)))))
        story.tell(at: at + 1, .kubernetes(.pods(.removed(dying))))
        story.tell(at: at + 8, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14)))))
        return (story, id, at)
    }

    @Test(arguments: [false, true]) func aKillOpensItsOwnIncident(endIsSeenFirst: Bool) throws {
        let (story, question, killedAt) = Self.killed(endIsSeenFirst: endIsSeenFirst)
        #expect(story.state.incidents.all.map(\.cause) == [.unready, .killedHere(.now)])
        let incident = try #require(story.state.incidents.all.last)
        let first = killedAt + (endIsSeenFirst ? 0.004 : 0.01)
        #expect(incident.marks[.faultAccepted]?.at == Moment(.seconds(first)))
        #expect(incident.marks[.terminating] != nil)
        #expect(incident.lead?.request == question, "the stream that this kill cut")
        #expect(try #require(incident.capacityGap) < .seconds(10))
        #expect(try #require(incident.detectionGap) < .seconds(1))
    }

    @Test func theOlderOneIsClosedAsSuperseded() throws {
        let (story, _, _) = Self.killed(endIsSeenFirst: false)
        let older = try #require(story.state.incidents.all.first)
        #expect(!older.isOpen && older.closure?.kind == .superseded(by: 2))
        #expect(story.state.summary(of: older).contains("superseded by incident 2"))
        let capacity = try #require(story.state.results(of: older).last)
        #expect(capacity.outcome == .inconclusive && capacity.detail.contains("incident 2"))
    }

    @Test func nobodyWaitsForASupersededOne() {
        var (story, _) = IncidentTests.killed()
        #expect(story.state.awaitedIncident == nil)
        story = Self.killed(endIsSeenFirst: false).story
        #expect(story.state.awaitedIncident?.number != 1)
    }
}
