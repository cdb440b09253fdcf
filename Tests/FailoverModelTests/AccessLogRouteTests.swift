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
        #expect(others.sentence(letter: "B")?.contains("1 requests of others cut, 2 sent in vain") == true)
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
