import ClusterModel
import TestSupport
import Testing

/// What is known of a kill, from the asking to the pod's end.
struct KillRecordTests {
    private static let victim = Story.engine("8wt2h", host: 11)

    private static var dying: Pod {
        var pod = victim
        pod.isTerminating = true
        return pod
    }

    /// A kill whose answer was lost ten seconds after it was sent; the pod still runs.
    private static func lost() -> (story: Story, order: KillOrder) {
        var (story, order) = IncidentTests.killed()
        story.tell(at: story.time + 10, .kubernetes(.killUnknown(order, "no answer in time")))
        return (story, order)
    }

    @Test func aLostAnswerIsNotARefusal() throws {
        let (story, order) = Self.lost()
        let notice = try #require(story.state.navigation.notice)
        #expect(notice.isError && notice.text == "not known whether it was killed: A \(order.pod.name): no answer in time")
        #expect(!notice.text.contains("nothing killed"))
        #expect(story.state.incidents.all.isEmpty)
        #expect(story.state.kills.unsettled.map(\.order) == [order])
    }

    @Test func thePodThatEndsAfterALostAnswerWasKilledHere() throws {
        var (story, order) = Self.lost()
        story.tell(at: story.time + 5, .kubernetes(.pods(.changed(Self.dying))))
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.cause == .killedUnanswered(.now) && incident.cause.isOurs)
        #expect(incident.cause.predicate == "was killed from here (now), the API's answer was lost")
        #expect(incident.marks[.faultAccepted]?.at == Moment(.seconds(story.time)))
        story.tell(at: story.time + 1, .kubernetes(.pods(.removed(Self.dying))))
        #expect(story.state.incidents.all.map(\.cause) == [.killedUnanswered(.now)])
        #expect(story.state.kills.latest(of: order.pod)?.endSeenAt != nil && story.state.kills.unsettled.isEmpty)
    }

    @Test func anEndThatIsSeenBeforeTheAnswerIsLostIsToldAsAKill() {
        var (story, order) = IncidentTests.killed()
        let at = story.time
        story.tell(at: at + 1, .kubernetes(.pods(.changed(Self.dying))))
        #expect(story.state.incidents.all.map(\.cause) == [.killedHere(.now)])
        story.tell(at: at + 10, .kubernetes(.killUnknown(order, "the connection was closed")))
        #expect(story.state.incidents.all.map(\.cause) == [.killedUnanswered(.now)])
        #expect(story.state.navigation.notice?.text.contains("it was killed, though the API's answer was lost") == true)
    }

    @Test func whatAnOlderRecordingCallsFailedIsNotKnown() {
        var (story, order) = IncidentTests.killed()
        story.tell(at: story.time + 1, .kubernetes(.killRefused(order, .failed("HTTP 502"))))
        #expect(story.state.navigation.notice?.text.hasPrefix("not known whether it was killed") == true)
        story.tell(at: story.time + 1, .kubernetes(.pods(.removed(Self.victim))))
        #expect(story.state.incidents.all.map(\.cause) == [.killedUnanswered(.now)])
    }

    @Test(arguments: [KillRefusal.alreadyReplaced("u"), .forbidden("f"), .budget("b"), .rejected("r"), .notSent("n")])
    func aRefusalExplainsNoEnd(_ refusal: KillRefusal) {
        var (story, order) = IncidentTests.killed()
        story.tell(at: story.time + 1, .kubernetes(.killRefused(order, refusal)))
        #expect(story.state.navigation.notice?.text.hasPrefix("nothing killed") == true)
        story.tell(at: story.time + 1, .kubernetes(.pods(.removed(Self.victim))))
        #expect(story.state.incidents.all.map(\.cause) == [.deleted])
    }

    @Test func aRefusalTakesAnEarlyEndBack() {
        var (story, order) = IncidentTests.killed()
        story.tell(at: story.time + 0.1, .kubernetes(.pods(.changed(Self.dying))))
        story.tell(at: story.time + 0.1, .kubernetes(.killRefused(order, .alreadyReplaced("not found"))))
        #expect(story.state.incidents.all.map(\.cause) == [.deleted], "somebody else was faster")
    }

    @Test func aLostAnswerIsDecidedByTimeWhereThePodGoesOn() {
        var (story, order) = Self.lost()
        let at = story.time
        story.tell(at: at + 119, .ticked)
        #expect(story.state.kills.latest(of: order.pod)?.outcome != .lapsed)
        story.tell(at: at + 121, .ticked)
        #expect(story.state.kills.latest(of: order.pod)?.outcome == .lapsed)
        #expect(story.state.navigation.notice?.text.contains("goes on") == true)
        story.tell(at: at + 130, .kubernetes(.pods(.removed(Self.victim))))
        #expect(story.state.incidents.all.map(\.cause) == [.deleted])
    }

    @Test func whatCannotBeSeenDecidesNothing() {
        var (story, _) = Self.lost()
        let at = story.time
        story.tell(at: at + 1, .kubernetes(.source(.pods, .stale(since: Moment(.seconds(at)), reason: "away"))))
        for second in stride(from: 10.0, through: 600, by: 10) { story.tell(at: at + second, .ticked) }
        story.tell(at: at + 601, .kubernetes(.source(.pods, .live)))
        story.tell(at: at + 602, .ticked)
        story.tell(at: at + 603, .kubernetes(.pods(.removed(Self.victim))))
        #expect(story.state.incidents.all.map(\.cause) == [.killedUnanswered(.now)])
    }

    @Test func oneKillAtATimeAndTheNextNeedsTheName() {
        var (story, order) = IncidentTests.killed()
        story.press(.killActive)
        #expect(story.state.navigation.dialog == nil)
        #expect(story.state.navigation.notice?.text.contains("is on its way") == true)
        story.tell(at: story.time + 10, .kubernetes(.killUnknown(order, "reset")))
        story.press(.killActive)
        guard case .confirmKill(let proposal)? = story.state.navigation.dialog else {
            Issue.record("no question")
            return
        }
        #expect(proposal.typing == .unsettledKill)
    }

    @Test func aDrillGoesOnWhereThePodShowsWhatTheAnswerDidNot() {
        var world = TestWorld()
        world.losesAnswer = true
        let report = world.play()
        #expect(report.rounds.count == 1 && report.reason == nil, "\(report.reason ?? "")")
        #expect(world.story.state.incidents.all.map(\.cause) == [.killedUnanswered(.now)])
    }

    @Test func aDrillThatSeesNothingSaysThatItDoesNotKnow() {
        var world = TestWorld()
        world.losesKill = true
        let report = world.play()
        #expect(report.verdict == .inconclusive)
        #expect(report.reason?.hasPrefix("not known whether it was killed: no answer in time") == true)
        #expect(world.kills.count == 1)
    }
}
