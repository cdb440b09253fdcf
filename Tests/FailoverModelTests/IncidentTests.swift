import ClusterModel
import IncidentModel
import TestSupport
import Testing

/// The whole story of a kill, mark by mark.
struct IncidentTests {
    /// Kill of A in the middle of an answer, the break, the follow-up on B, the replacement D.
    static func killed(_ kind: KillKind = .now) -> (story: Story, order: KillOrder) {
        var story = Story.steady { $0.killKind = kind }
        let (_, end) = story.ask(at: 1, host: 11, tokens: 20, pressing: .killActive)
        story.tell(at: end + 0.01, .action(.confirm))
        let pod = Story.engine("8wt2h", host: 11)
        let order = KillOrder(pod: pod.identity, namespace: "default", kind: kind)
        return (story, order)
    }

    @Test func killSendsTheShownPodAndOpensNothingByItself() {
        let (story, order) = Self.killed()
        #expect(story.commands.last == .kill(order))
        #expect(story.state.incidents.all.isEmpty)
        #expect(story.state.kills.latest(of: order.pod)?.order == order)
    }

    @Test func allMarksOfAKillWithTheirSources() throws {
        var (story, order) = Self.killed()
        let killedAt = story.time
        story.tell(at: killedAt + 0.004, .kubernetes(.killAccepted(order)))
        var dying = Story.engine("8wt2h", host: 11)
        dying.isTerminating = true
        story.tell(at: killedAt + 0.006, .kubernetes(.pods(.changed(dying))))
        let newcomer = Story.engine("d4d4d", host: 14, ready: false)
        story.tell(at: killedAt + 0.008, .kubernetes(.pods(.changed(newcomer))))
        let id = try #require(story.state.conversation.current?.id)
        story.logged(at: killedAt + 0.02, .engineTerminating(pod: order.pod.name))
        let followUps = story.tell(
            at: killedAt + 0.03, .stream(.closed(id, .brokenEnd("connection closed before the end of the body"))))
        guard case .send(let next)? = followUps.last else {
            Issue.record("no follow-up was sent: \(followUps)")
            return
        }
        #expect(next.purpose == .followUp(of: id, attempt: 1))
        story.answer(next.id, from: killedAt + 0.04, host: 12, tokens: 12)
        story.tell(at: killedAt + 1.5, .kubernetes(.pods(.removed(dying))))
        story.tell(at: killedAt + 8, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14)))))
        story.logged(at: killedAt + 8.1, .engineDiscovered(pod: newcomer.name, ip: "10.0.0.14"))

        let incident = try #require(story.state.incidents.all.first)
        #expect(story.state.incidents.all.count == 1)
        #expect(incident.cause == .killedHere(.now))
        #expect(incident.letter == "A")
        func offset(_ mark: Mark) -> Double? { incident.marks[mark].map { ($0.at - incident.origin).seconds } }
        #expect(offset(.faultAccepted) == 0)
        #expect(abs(try #require(offset(.terminating)) - 0.002) < 1e-6)
        #expect(abs(try #require(offset(.lastToken)) - -0.014) < 1e-6)
        #expect(abs(try #require(offset(.routerDropped)) - 0.016) < 1e-6)
        #expect(abs(try #require(offset(.breakSeen)) - 0.026) < 1e-6)
        #expect(abs(try #require(offset(.firstToken)) - 0.136) < 1e-6)
        #expect(abs(try #require(offset(.rateRestored)) - 0.386) < 1e-6)
        #expect(abs(try #require(offset(.replacementReady)) - 7.996) < 1e-6)
        #expect(incident.marks[.faultAccepted]?.source == .api)
        #expect(incident.marks[.breakSeen]?.source == .stream)
        #expect(incident.marks[.routerDropped]?.source == .router)
        #expect(abs(try #require(incident.detectionGap?.seconds) - 0.04) < 1e-6)
        #expect(abs(try #require(incident.serviceGap?.seconds) - 0.15) < 1e-6)
        #expect(abs(try #require(incident.capacityGap?.seconds) - 7.996) < 1e-6)
        #expect(incident.lead?.successor == Story.engine("4psb7", host: 12).identity)
        #expect(incident.replacement?.letter == "D")
        #expect(incident.recoveredAt != nil)
        #expect(story.state.incidents.all[0].sessionsOnPod == ["user-3", "user-6"])
    }

    @Test func aDeletionSeenBeforeTheAnswerIsStillOurKill() throws {
        var (story, order) = Self.killed(.force)
        let at = story.time
        let pod = Story.engine("8wt2h", host: 11)
        story.tell(at: at + 0.005, .kubernetes(.pods(.removed(pod))))
        story.tell(at: at + 0.007, .kubernetes(.killAccepted(order)))
        let incident = try #require(story.state.incidents.all.first)
        #expect(story.state.incidents.all.count == 1)
        #expect(incident.cause == .killedHere(.force))
        #expect(incident.marks[.faultAccepted]?.at == Moment(.seconds(at + 0.005)))
        #expect(incident.marks[.terminating]?.at == Moment(.seconds(at + 0.005)))
    }

    @Test func aDeletionThatNobodyHereCausedIsAnIncident() throws {
        var story = Story.steady()
        var pod = Story.engine("4psb7", host: 12)
        pod.isTerminating = true
        story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.cause == .deleted)
        #expect(incident.lead?.request == nil)
        #expect(incident.marks[.lastToken] == nil)
        #expect(incident.letter == "B")
    }

    @Test func aCrashNamesItsExitCodeAndRecoversInTheSamePod() throws {
        var story = Story.steady()
        var pod = Story.engine("4psb7", host: 12, ready: false)
        let end = Termination(exitCode: 137, reason: "OOMKilled")
        pod.containers[0].state = .terminated(end)
        story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
        pod.containers[0].restarts = 1
        pod.containers[0].lastTermination = end
        pod.containers[0].state = .running(since: nil)
        story.tell(at: 3, .kubernetes(.pods(.changed(pod))))
        #expect(story.state.incidents.all.count == 1)
        #expect(story.state.incidents.all[0].cause == .crashed(end))
        pod.isReady = true
        story.tell(at: 9, .kubernetes(.pods(.changed(pod))))
        let incident = story.state.incidents.all[0]
        #expect(incident.capacityGap == .seconds(7))
        #expect(incident.recoveredAt != nil)
    }

    /// Who comes while it waits to be started again sees the crash in the restart, ten seconds late.
    @Test(arguments: [(10.0, 10.0), (29.0, 30.0)]) func aCrashThatIsSeenLateIsDatedByItsEnd(_ finished: Double, _ origin: Double) throws {
        var story = Story.steady()
        var pod = Story.engine("e5e5e", host: 15, ready: false)
        pod.containers[0].state = .waiting(reason: "CrashLoopBackOff")
        pod.containers[0].restarts = 1
        pod.containers[0].lastTermination = Termination(exitCode: 1, reason: "Error", finishedAt: 1_795_464_480 + finished)
        story.tell(at: 25, .kubernetes(.pods(.changed(pod))))
        #expect(story.state.incidents.all.isEmpty)
        pod.containers[0].restarts = 2
        pod.containers[0].state = .running(since: nil)
        story.tell(at: 30, .kubernetes(.pods(.changed(pod))))
        let incident = try #require(story.state.incidents.all.last)
        #expect(incident.cause.id == "crashed" && incident.origin == Moment(.seconds(origin)))
        pod.isReady = true
        story.tell(at: 50, .kubernetes(.pods(.changed(pod))))
        #expect(story.state.incidents.all.last?.capacityGap == .seconds(50 - origin))
    }

    @Test func aRefusedKillKillsNothingAndSaysSo() {
        var (story, order) = Self.killed()
        story.tell(.kubernetes(.killRefused(order, .alreadyReplaced("the UID does not match"))))
        #expect(story.state.incidents.all.isEmpty)
        #expect(story.state.kills.unsettled.isEmpty)
        #expect(story.state.navigation.notice?.isError == true)
        #expect(story.state.navigation.notice?.text.contains("nothing killed") == true)
    }

    @Test func aMigratedStreamHasNoBreakButBothTokens() throws {
        var (story, order) = Self.killed()
        let at = story.time
        let id = try #require(story.state.conversation.current?.id)
        story.tell(at: at + 0.004, .kubernetes(.killAccepted(order)))
        story.tell(at: at + 0.05, .ticked)
        story.route(id, session: nil, to: 12, attempt: 2)
        for index in 0..<8 { story.tell(at: at + 0.2 + Double(index) * 0.05, .stream(.text(id, " on"))) }
        story.tell(at: at + 0.6, .stream(.finishReason(id, "length")), .stream(.closed(id, .cleanEnd)))
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.marks[.breakSeen] == nil)
        #expect(abs(try #require(incident.serviceGap?.seconds) - 0.21) < 1e-6)
        #expect(incident.marks[.rateRestored] != nil)
        let runs = try #require(story.state.conversation[id]).runs
        #expect(runs.map(\.range.count) == [20, 8])
        #expect(runs.map { story.state.letter(of: $0.pod) } == ["A", "B"])
    }

    @Test func aDrainedStreamCompletesAndTheIncidentSaysNoBreak() throws {
        var (story, order) = Self.killed(.graceful)
        let at = story.time
        let id = try #require(story.state.conversation.current?.id)
        story.tell(at: at + 0.004, .kubernetes(.killAccepted(order)))
        story.tell(at: at + 1, .stream(.text(id, " end")), .stream(.finishReason(id, "stop")))
        story.tell(at: at + 1.01, .stream(.closed(id, .cleanEnd)))
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.lead?.request == id)
        #expect(incident.marks[.breakSeen] == nil)
        #expect(incident.marks[.firstToken] == nil)
        #expect(story.state.conversation[id]?.outcome == .complete(reason: "stop"))
        #expect(story.state.conversation.pending == nil)
    }

    @Test func failedFollowUpsAreCountedAndTriedAgain() throws {
        var (story, order) = Self.killed()
        let at = story.time
        let id = try #require(story.state.conversation.current?.id)
        story.tell(at: at + 0.004, .kubernetes(.killAccepted(order)))
        story.tell(at: at + 0.03, .stream(.closed(id, .cleanEnd)))
        let second = try #require(story.state.conversation.current?.id)
        #expect(second != id)
        story.tell(at: at + 0.04, .stream(.closed(second, .refused(status: 500, body: "Internal Server Error"))))
        #expect(story.state.failedRequests(after: story.state.incidents.all[0]) == 1)
        #expect(story.tell(at: at + 0.3, .ticked).isEmpty)
        let retry = story.tell(at: at + 0.6, .ticked)
        guard case .send(let request)? = retry.first else {
            Issue.record("not tried again: \(retry)")
            return
        }
        #expect(request.purpose == .followUp(of: id, attempt: 2))
        story.answer(request.id, from: at + 0.6, host: 13, tokens: 8)
        #expect(abs(try #require(story.state.incidents.all[0].serviceGap?.seconds) - 0.71) < 1e-6)
    }

    @Test func twoKillsKeepTheirOwnReplacements() throws {
        var story = Story.steady()
        for (suffix, host, new) in [("8wt2h", 11, "n1"), ("4psb7", 12, "n2")] {
            var pod = Story.engine(suffix, host: host)
            pod.isTerminating = true
            story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
            story.tell(at: 2.01, .kubernetes(.pods(.changed(Story.engine(new, host: host + 10, ready: false)))))
        }
        #expect(story.state.incidents.all.map { $0.replacement?.letter } == ["D", "E"])
        story.tell(at: 5, .kubernetes(.pods(.changed(Story.engine("n2", host: 22)))))
        #expect(story.state.incidents.all.map(\.isOngoing) == [true, false])
    }
}
