import ClusterModel
import FailoverModel
import IncidentModel
import TestSupport
import Testing
import TrafficModel

/// A gateway in front, whose log tells at the end of a request who served it.
struct AccessLogRouteTests {
    private func line(
        _ ids: [String], host: Int?, began: Double, lasted: Double, end: ServedRequest.End? = nil, isOver: Bool = true, isLocal: Bool = false
    ) -> Fact {
        let wall = Story.steady().state.start.wallClockAtZero
        let served = ServedRequest(
            ids: ids, workers: host.map { ["10.0.0.\($0):8000"] } ?? [], status: end == .engineUnreachable ? 503 : 200,
            began: wall + began + (isLocal ? 7_200 : 0), isLocalTime: isLocal, lasted: lasted, end: end, words: "UPE", isOver: isOver)
        return .router(.log(RouterLogEntry(routerPod: "envoy-1", message: .served(served), loggedAt: wall + began + lasted + 0.4)))
    }

    /// A request that nothing else tells of, sent at 1 s, 10 tokens from 1.1 s.
    private func streaming() throws -> (Story, RequestID) {
        var story = Story.steady()
        story.tell(at: 1, .action(.send))
        let id = try #require(story.state.conversation.current?.id)
        for index in 0..<10 { story.tell(at: 1.1 + Double(index) * 0.1, .stream(.text(id, "w "))) }
        return (story, id)
    }

    @Test func theEndTellsWhoServedFromTheBeginning() throws {
        var (story, id) = try streaming()
        story.tell(at: 2.1, .stream(.closed(id, .brokenEnd("cut"))))
        story.tell(at: 9, line([id], host: 12, began: 1, lasted: 1.1, end: .engineDied))
        let record = try #require(story.state.conversation[id])
        #expect(record.routes.map(\.evidence) == [.accessLog] && record.routes.first?.at == Moment(.seconds(1)))
        #expect(record.runs.map(\.pod?.name) == [Story.engine("4psb7", host: 12).identity.name])
        #expect(record.served?.end == .engineDied)
        #expect(story.state.traffic.isAskedRouter("envoy-1"))
    }

    @Test func theLastLineOfARequestCounts() throws {
        var (story, id) = try streaming()
        story.tell(at: 2, line([id], host: nil, began: 1, lasted: 0, isOver: false))
        #expect(story.state.conversation[id]?.routes.isEmpty == true)
        story.tell(at: 2.1, line([id], host: 12, began: 1, lasted: 1, isOver: false))
        #expect(story.state.activePod?.letter == "B")
        story.tell(at: 3, line([id], host: 13, began: 1, lasted: 2))
        #expect(story.state.conversation[id]?.routes.compactMap { story.state.letter(of: $0.pod) } == ["C"])
    }

    @Test func capturesAreReadAsTheyAreOurs() throws {
        var (story, id) = try streaming()
        story.tell(at: 2, line([id, "9999"], host: 12, began: 1, lasted: 1, isLocal: true))
        #expect(story.state.sessions["9999"]?.route?.writtenAt.map { abs(($0 - Moment(.seconds(1))).seconds) < 0.01 } == true)
        story.tell(at: 3, line(["other-1", "user-77"], host: 13, began: 2, lasted: 0.9, isLocal: true))
        #expect(story.state.letter(of: story.state.sessions["user-77"]?.route?.pod) == "C")
    }

    @Test func requestsOfOthersAreCountedOnce() throws {
        var (story, id) = try streaming()
        story.tell(at: 2.05, line(["o1"], host: 12, began: 1.2, lasted: 0.8, end: .engineDied))
        var dying = Story.engine("4psb7", host: 12)
        dying.isTerminating = true
        story.tell(at: 2.1, .kubernetes(.pods(.changed(dying))))
        story.tell(at: 2.2, line(["o1"], host: 12, began: 1.2, lasted: 0.8, end: .engineDied))
        story.tell(at: 2.3, line(["o2"], host: 12, began: 2.2, lasted: 0, end: .engineUnreachable))
        story.tell(at: 2.3, line(["o3"], host: nil, began: 2.2, lasted: 0, end: .noneLeft))
        story.tell(at: 2.4, line(["o4"], host: 13, began: 2.2, lasted: 0.1, end: .engineDied))
        story.tell(at: 2.4, line([id], host: 12, began: 1, lasted: 1, end: .engineDied))
        let others = story.state.otherSessions(of: try #require(story.state.incidents.all.first))
        #expect(others.requestsCut == 1 && others.requestsRefused == 2)
        #expect(others.sentence(letter: "B")?.contains("1 request of others cut, 2 sent in vain") == true)
    }

    /// B dies at 2.1 s; the engine of a request of others is told by its name.
    private func others(
        dialect: RouterDialect, served: [ServedRequest], _ change: (inout Settings) -> Void = { _ in }, before: (inout Story) -> Void = { _ in }
    ) throws -> OtherSessions {
        var story = Story.steady(change)
        story.tell(at: 0.7, .router(.log(RouterLogEntry(routerPod: "gateway", message: .recognised(dialect)))))
        before(&story)
        for var served in served {
            served.began = story.state.start.wallClockAtZero + 1.7
            story.tell(at: 2, .router(.log(RouterLogEntry(routerPod: "gateway", message: .served(served), loggedAt: served.began))))
        }
        var dying = Story.engine("4psb7", host: 12)
        dying.isTerminating = true
        story.tell(at: 2.1, .kubernetes(.pods(.changed(dying))))
        return story.state.otherSessions(of: try #require(story.state.incidents.all.first))
    }

    @Test func whatNobodyCanKnowIsNotNought() throws {
        let b = ["10.0.0.12:8000"]
        let refused = ServedRequest(ids: ["o1"], workers: b, status: 502, lasted: 0, end: .engineUnreachable)
        let cut = ServedRequest(ids: ["o2"], workers: b, lasted: 0.3, end: .engineDied)
        let named = ServedRequest(ids: ["o3"], workers: ["e1"], lasted: 0.3, end: .engineDied)
        let nginx = try others(dialect: .nginx, served: [refused])
        #expect(nginx.requestsCut == nil && nginx.requests == "1 request of others sent in vain")
        #expect(try others(dialect: .envoy, served: [refused]).requests == "0 requests of others cut, 1 sent in vain")
        let haproxy = try others(dialect: .haproxy, served: [refused, cut, named])
        #expect(haproxy.requestsCut == nil && haproxy.requestsRefused == 1)
        #expect(try others(dialect: .haproxy, served: [ServedRequest(ids: ["o4"], workers: b, lasted: 0.1, isOver: false)]).requestsCut == nil)
    }

    @Test func aLearntNameTellsTheEngineOfOthers() throws {
        let named = ServedRequest(ids: ["o3"], workers: ["e1"], lasted: 0.3, end: .engineDied)
        let found = try others(dialect: .haproxy, served: [named], { $0.traffic.workerHeader = "x-backend-server" }) { story in
            story.tell(at: 1, .action(.send))
            let id = story.state.conversation.current?.id ?? ""
            story.tell(at: 1.1, .stream(.hints(id, [WorkerHint(header: "x-backend-server", names: ["e1"])])))
            story.route(id, session: "9999", to: 12)
            story.tell(at: 1.5, .stream(.text(id, "w")), .stream(.finishReason(id, "stop")), .stream(.closed(id, .cleanEnd)))
        }
        #expect(found.requestsCut == 1)
    }

    /// Captured are the session and then the id; not every client sends a session.
    @Test func aSessionIsNoRequestAndAnIDNoSession() throws {
        var (story, id) = try streaming()
        story.tell(at: 2, line(["9999", id], host: 12, began: 1, lasted: 1))
        let count = story.state.sessions.records.count
        for number in 5..<9 { story.tell(at: 2.1, line(["", "rq-\(number)"], host: 13, began: 2, lasted: 0.1)) }
        #expect(story.state.sessions.records.count == count)
        story.tell(at: 2.2, line(["user-77", "rq-9"], host: 12, began: 2, lasted: 0.1, end: .engineDied))
        story.tell(at: 2.3, line(["user-77", ""], host: 12, began: 2.1, lasted: 0.1, end: .engineDied))
        story.tell(at: 2.4, line(["user-77", "rq-10"], host: 13, began: 2.2, lasted: 0.1), line(["user-77", ""], host: 13, began: 2.2, lasted: 0.1))
        var dying = Story.engine("4psb7", host: 12)
        dying.isTerminating = true
        story.tell(at: 2.5, .kubernetes(.pods(.changed(dying))))
        #expect(story.state.otherSessions(of: try #require(story.state.incidents.all.first)).requestsCut == 2)
    }

    /// B is not ready from 2 to 4 s. What it began before ends later, and a connection that it refuses is no use.
    @Test func aStreamFromBeforeTheFaultIsNoUse() throws {
        var story = Story.steady()
        story.tell(at: 2, .kubernetes(.pods(.changed(Story.engine("4psb7", host: 12, ready: false)))))
        story.tell(at: 4, .kubernetes(.pods(.changed(Story.engine("4psb7", host: 12)))))
        let lines = [
            line(["o1"], host: 12, began: 1, lasted: 5), line(["o2"], host: 12, began: 3, lasted: 3.1),
            line(["o3"], host: 12, began: 5, lasted: 0, end: .engineUnreachable), line(["o4"], host: 12, began: 6, lasted: 1),
        ]
        for (index, line) in lines.enumerated() {
            story.tell(at: 7 + Double(index) / 10, line)
            let replacement = try #require(story.state.incidents.all.first?.replacement)
            #expect(replacement.isSamePod && replacement.readyAt == Moment(.seconds(4)))
            #expect(replacement.discoveredAt.map { ($0.seconds * 100).rounded() } == (index == 3 ? 600 : nil), "line \(index)")
        }
    }

    @Test(arguments: [Double.infinity, .nan, 1e300, -1e300]) func noDurationEndsTheProgram(lasted: Double) throws {
        let (_, id) = try streaming()
        for ids in [["o1"], [id]] {
            var (story, _) = try streaming()
            story.tell(at: 2.1, .stream(.closed(id, .brokenEnd("cut"))))
            let served = ServedRequest(ids: ids, workers: ["10.0.0.12:8000"], lasted: lasted, end: .engineDied)
            #expect(served.lasted == nil)
            story.tell(at: 9, .router(.log(RouterLogEntry(routerPod: "envoy-1", message: .served(served)))))
            #expect(!story.state.checks.isEmpty)
        }
    }

    /// Nothing but the log tells, and that up to eight seconds after the end of a request.
    @Test(arguments: [0.2, 8]) func aTestWaitsForALogThatIsWrittenAtTheEnd(delay: Double) {
        var world = TestWorld { $0.maxTokens = 200 }
        world.logsAtEnd = delay
        let report = world.play()
        #expect(report.verdict == .fail, "the answer is cut: \(report.reason ?? "")")
        #expect(world.kills.map(\.pod.name) == [Story.engine("host-11", host: 11).identity.name])
        #expect(report.rounds.first?.results[1].outcome == .pass)
    }

    /// The replacement got its first request at 6 s; the line came at 9 s.
    @Test func theUseOfAReplacementIsNotTheLinesArrival() throws {
        var (story, _) = try streaming()
        story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))))
        story.tell(at: 4, .kubernetes(.pods(.changed(Story.engine("new01", host: 14, ready: false)))))
        story.tell(at: 5, .kubernetes(.pods(.changed(Story.engine("new01", host: 14)))))
        var (other, own) = (story, "")
        other.tell(at: 5.5, .action(.send))
        own = other.state.conversation.current?.id ?? ""
        story = other
        story.tell(at: 9, line([own], host: 14, began: 6, lasted: 3))
        let used = story.state.incidents.all.first?.replacement?.discoveredAt
        #expect(used.map { abs(($0 - Moment(.seconds(6))).seconds) < 0.01 } == true, "\(String(describing: used))")
    }
}
