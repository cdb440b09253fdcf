import ClusterModel
import IncidentModel
import TestSupport
import Testing
import TrafficModel

@testable import FailoverModel

/// Whom a fault hurt besides us, by the router's log: what it tells is counted, what it does not tell is not known.
struct HurtTests {
    /// B goes at 2 s; the log speaks as this router's.
    private static func lost(_ dialect: RouterDialect, _ lines: (inout Story) -> Void) throws -> (Story, OtherSessions) {
        var story = Story.steady()
        story.logged(at: 0.8, .recognised(dialect))
        story.route("u1", session: "user-8", to: 12)
        story.route("u2", session: "user-9", to: 12)
        var dying = Story.engine("4psb7", host: 12)
        dying.isTerminating = true
        story.tell(at: 2, .kubernetes(.pods(.changed(dying))))
        lines(&story)
        let incident = try #require(story.state.incidents.all.first)
        return (story, story.state.otherSessions(of: incident))
    }

    /// B goes in the middle of an answer of ours, which ends so; the log tells of three that broke.
    private static func lostUnderUs(_ closing: Closing) throws -> OtherSessions {
        var story = Story.steady()
        story.logged(at: 0.8, .recognised(.productionStack))
        let (id, end) = story.ask(at: 1, host: 12, tokens: 20)
        var dying = Story.engine("4psb7", host: 12)
        dying.isTerminating = true
        story.tell(at: end + 0.1, .kubernetes(.pods(.changed(dying))), .stream(.closed(id, closing)))
        for _ in 0..<3 { story.logged(at: end + 0.2, .streamBroke("ClientPayloadError")) }
        return story.state.otherSessions(of: try #require(story.state.incidents.all.first))
    }

    @Test func brokenStreamsAndVainTriesAreCounted() throws {
        let (story, others) = try Self.lost(.productionStack) { story in
            story.logged(at: 2.1, .streamBroke("ClientPayloadError"))
            story.logged(at: 2.1, .streamBroke("ClientPayloadError"))
            story.logged(at: 2.2, .attemptFailed(request: "u3", worker: Story.worker(12), attempt: 1, problem: "Cannot connect"))
            story.logged(at: 2.2, .attemptFailed(request: "u4", worker: Story.worker(12), attempt: 1, problem: "Cannot connect"))
            story.tell(at: 3, .ticked)
            story.route("u4", session: nil, to: 13, attempt: 2)
            story.route("u5", session: "user-8", to: 13)
        }
        #expect(others.requestsCut == 2 && others.requestsRefused == 1, "the fourth was served by another")
        #expect(others.lastRescue.map { abs($0 - 1) < 0.01 } == true)
        let summary = story.state.summary(of: try #require(story.state.incidents.all.first))
        #expect(summary.contains("on it, 1 moved, the last after 1.00 s, 3 not seen elsewhere since, 2 requests of others cut, 1 sent in vain"), "\(summary)")
    }

    /// A router that knows of no engine says so in a line without a name.
    @Test func whoFoundNoEngineIsCounted() throws {
        let (_, others) = try Self.lost(.productionStack) { story in
            for _ in 0..<3 { story.logged(at: 2.2, .refused(status: 503)) }
        }
        #expect(others.requestsRefused == 3 && others.requests == "0 requests of others cut, 3 sent in vain")
    }

    /// Streams that break, and requests that are refused, without any fault: that they do so after one tells nothing of it.
    @Test func whatFailsAllTheTimeNeedNotBeOfTheFault() throws {
        var story = Story.steady()
        story.logged(at: 0.8, .recognised(.productionStack))
        for second in [12.0, 15, 18] { 
            story.logged(at: second, .streamBroke("ClientPayloadError"))
            story.logged(at: second, .refused(status: 503))
        }
        var dying = Story.engine("4psb7", host: 12)
        dying.isTerminating = true
        story.tell(at: 30, .kubernetes(.pods(.changed(dying))))
        for _ in 0..<3 { story.logged(at: 31, .streamBroke("ClientPayloadError")) }
        for _ in 0..<2 { story.logged(at: 31, .refused(status: 500)) }
        story.logged(at: 31, .attemptFailed(request: "u3", worker: Story.worker(12), attempt: 1, problem: "Cannot connect"))
        let others = story.state.otherSessions(of: try #require(story.state.incidents.all.first))
        #expect(others.requests == "0 to 3 requests of others cut, 1 to 2 sent in vain", "\(others.requests ?? "")")
    }

    /// A stream that we gave up may stand in the log as broken, or not.
    @Test func whatWeGaveUpIsNotKnownToBeOfOthers() throws {
        let others = try Self.lostUnderUs(.cancelled)
        #expect(others.requestsCut == 2 && others.requestsCutAtMost == 3)
        #expect(others.requests == "2 to 3 requests of others cut, 0 sent in vain")
    }

    /// Nor is a request that we gave up before its answer began.
    @Test func whatWeGaveUpMayHaveBeenRefused() throws {
        var story = Story.steady()
        story.logged(at: 0.8, .recognised(.productionStack))
        let (id, asked) = story.ask(at: 1, host: 12, tokens: 0)
        story.tell(at: asked + 0.3, .stream(.closed(id, .cancelled)))
        var dying = Story.engine("4psb7", host: 12)
        dying.isTerminating = true
        story.tell(at: 2, .kubernetes(.pods(.changed(dying))))
        for _ in 0..<3 { story.logged(at: 2.2, .refused(status: 500)) }
        let others = story.state.otherSessions(of: try #require(story.state.incidents.all.first))
        #expect(others.requests == "0 requests of others cut, 2 to 3 sent in vain", "\(others.requests ?? "")")
    }

    /// What hangs on a pod that was asked to stop breaks when the pod ends: until then the harm is not known.
    @Test func anIncidentStaysOpenUntilTheHarmIsKnown() throws {
        var (story, _) = try Self.lost(.productionStack) { _ in }
        story.tell(at: 3, .kubernetes(.pods(.changed(Story.engine("fresh", host: 14)))), .ticked)
        story.tell(at: 20, .ticked)
        #expect(story.state.incidents.all.first?.isOpen == true && story.state.incidents.all.first?.isOngoing == false)
        story.logged(at: 31, .streamBroke("ClientPayloadError"))
        story.tell(at: 31.1, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))))
        story.tell(at: 45, .ticked)
        let incident = try #require(story.state.incidents.all.first)
        #expect(!incident.isOpen && story.state.otherSessions(of: incident).requestsCut == 1)
    }

    /// These lines name no request: one of them is ours.
    @Test func oursIsNotOneOfOthers() throws {
        #expect(try Self.lostUnderUs(.cleanEnd).requestsCut == 2)
    }

    @Test(arguments: [RouterDialect.vllmRouter, .sglangRouter, .dynamo]) func aSilentLogMakesItUnknown(_ dialect: RouterDialect) throws {
        let (_, others) = try Self.lost(dialect) { story in
            story.logged(at: 2.2, .requestFailed(request: "u2", status: 503))
            story.logged(at: 2.2, .requestFailed(request: "u3", status: 400))
        }
        #expect(others.requestsCut == nil)
        #expect(others.requestsRefused == (dialect == .sglangRouter ? 1 : nil))
    }

    /// Two engines are down: whose streams broke, the log does not tell.
    @Test func ofTwoFaultsNobodyKnowsWhose() throws {
        let (story, _) = try Self.lost(.productionStack) { story in
            var other = Story.engine("cn9tb", host: 13)
            other.isTerminating = true
            story.tell(at: 2.5, .kubernetes(.pods(.changed(other))))
            story.logged(at: 2.6, .streamBroke("ClientPayloadError"))
        }
        let others = story.state.incidents.all.map(story.state.otherSessions)
        #expect(others.map(\.requestsCut) == [0, 0] && others.map(\.requestsCutAtMost) == [1, 1])
        #expect(others.first?.requests == "0 to 1 request of others cut, 0 sent in vain")
    }

    /// The first has just closed: its last streams may break yet.
    @Test func soonAfterAnotherFaultNobodyKnowsWhose() throws {
        var (story, _) = try Self.lost(.productionStack) { _ in }
        story.tell(at: 4, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))), .kubernetes(.pods(.changed(Story.engine("n1", host: 22)))))
        for second in 5..<60 where story.state.incidents.all.first?.isOpen == true { story.tell(at: Double(second), .ticked) }
        let closed = try #require(story.state.incidents.all.first?.closedAt)
        var other = Story.engine("cn9tb", host: 13)
        other.isTerminating = true
        let second = Double((closed - .zero).components.seconds)
        story.tell(at: second + 2, .kubernetes(.pods(.changed(other))))
        story.logged(at: second + 3, .streamBroke("ClientPayloadError"))
        let others = story.state.otherSessions(of: try #require(story.state.incidents.all.last))
        #expect(story.state.incidents.all.count == 2 && others.requestsCut == 0 && others.requestsCutAtMost == 1, "\(others)")
    }

    @Test func aClosedIncidentCountsNoMore() throws {
        var (story, _) = try Self.lost(.productionStack) { $0.logged(at: 2.1, .streamBroke("ClientPayloadError")) }
        var dying = Story.engine("4psb7", host: 12)
        dying.isTerminating = true
        story.tell(at: 4, .kubernetes(.pods(.removed(dying))), .kubernetes(.pods(.changed(Story.engine("n1", host: 22)))))
        for second in 5..<60 { story.tell(at: Double(second), .ticked) }
        #expect(story.state.incidents.all.first?.isOpen == false)
        story.logged(at: 61, .streamBroke("ClientPayloadError"))
        story.logged(at: 62, .attemptFailed(request: "u9", worker: Story.worker(12), attempt: 1, problem: "Cannot connect"))
        let others = story.state.otherSessions(of: try #require(story.state.incidents.all.first))
        #expect(others.requestsCut == 1 && others.requestsRefused == 0)
    }
}
