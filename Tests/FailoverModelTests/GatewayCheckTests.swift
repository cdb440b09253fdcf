import ClusterModel
import DiagnosisModel
import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// What the gateway did to our requests, with its own words as evidence.
struct GatewayCheckTests {
    /// A request sent at 1 s, with tokens until it ended at `end`; the log says what it says.
    private func story(_ served: ServedRequest?, end: Double, dialect: RouterDialect = .envoy, host: Int? = nil) throws -> Story {
        var story = Story.steady()
        story.tell(at: 0.7, .router(.log(RouterLogEntry(routerPod: "envoy-1", message: .recognised(dialect)))))
        story.tell(at: 1, .action(.send))
        let id = try #require(story.state.conversation.current?.id)
        if let host { story.route(id, session: "9999", to: host) }
        for index in 0..<20 { story.tell(at: 1.1 + Double(index) * (end - 1.2) / 20, .stream(.text(id, "w\(index) "))) }
        story.tell(at: end, .stream(.closed(id, .brokenEnd("cut"))))
        if var served {
            served.ids = [id]
            story.tell(at: end + 1, .router(.log(RouterLogEntry(routerPod: "envoy-1", message: .served(served)))))
        }
        return story
    }

    private func check(_ id: String, _ story: Story) -> Check? { story.state.checks.first { $0.id == id } }

    @Test func itsTimeLimitIsNoDeath() throws {
        let served = ServedRequest(workers: ["10.0.0.12:8000"], lasted: 15.002, end: .timeLimit, words: "UT response_timeout")
        let story = try story(served, end: 17.01)
        let limit = check("gateway-limit", story)
        #expect(limit?.status == .fail && limit?.detail.contains("after 15.0 s") == true)
        #expect(limit?.evidence.first?.value == "200 UT response_timeout after 15.0 s")
        #expect(check("cut", story) == nil)
    }

    @Test(arguments: [(16.0, true), (17.02, true), (61.1, true), (14.2, false), (16.6, false)])
    func roundAgesAreSuspicious(end: Double, isRound: Bool) throws {
        #expect(check("gateway-limit", try story(nil, end: end, host: 12)).map(\.status) == (isRound ? .warn : nil))
        #expect(check("gateway-limit", try story(nil, end: end)) == nil, "of an engine that is not known nothing is")
    }

    /// B answers until 3 s, and then nothing comes until the gateway gives up at 8 s.
    private func silent(_ words: String, status: Int = 200, then befall: (inout Story) -> Void = { _ in }) throws -> Story {
        var story = Story.steady()
        story.tell(at: 0.7, .router(.log(RouterLogEntry(routerPod: "gateway", message: .recognised(.envoy)))))
        let (id, _) = story.ask(at: 1, host: 12, tokens: 38)
        story.tell(at: 8, .stream(.closed(id, .brokenEnd("cut"))))
        let served = ServedRequest(ids: [id], workers: ["10.0.0.12:8000"], status: status, lasted: 7, end: .timeLimit, words: words)
        story.tell(at: 9, .router(.log(RouterLogEntry(routerPod: "gateway", message: .served(served)))))
        befall(&story)
        return story
    }

    @Test(arguments: ["SI stream_idle_timeout", "UT upstream_per_try_idle_timeout", "UT response_timeout", "sD--", "HTTP 504, upstream 504"])
    func aLimitOfSilenceBlamesNobody(words: String) throws {
        let found = try #require(check("gateway-limit", try silent(words)))
        #expect(found.status == .warn && found.cause == nil && !found.detail.contains("no engine died") && found.detail.contains("hangs or is gone"))
        // A lost node is known long after.
        let lost = try silent(words) { story in
            story.tell(at: 48, .kubernetes(.pods(.changed(Story.engine("4psb7", host: 12, ready: false)))))
        }
        #expect(!lost.state.incidents.all.isEmpty && check("gateway-limit", lost) == nil)
        let elsewhere = try silent(words) { story in
            story.tell(at: 48, .kubernetes(.pods(.changed(Story.engine("cn9tb", host: 13, ready: false)))))
        }
        #expect(check("gateway-limit", elsewhere)?.status == .warn)
        let hung = try silent(words) { story in
            let figures = EngineFigures(pod: Story.engine("4psb7", host: 12).identity, running: 1, waiting: 0, generatedTokens: 61)
            for second in 10..<30 { story.tell(at: Double(second), .router(.engine(figures)), .ticked) }
        }
        #expect(check("hung", hung) != nil && check("gateway-limit", hung) == nil)
    }

    @Test func aLimitIsNotExcusedByALaterKill() throws {
        let served = ServedRequest(workers: ["10.0.0.12:8000"], lasted: 15.002, end: .timeLimit, words: "UT response_timeout")
        var story = try story(served, end: 17.01)
        story.tell(at: 30, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))))
        #expect(check("gateway-limit", story)?.status == .fail)
        let unknown = ServedRequest(workers: ["e1"], lasted: 15.002, end: .timeLimit, words: "UT response_timeout")
        #expect(check("gateway-limit", try self.story(unknown, end: 17.01))?.status == .warn)
    }

    @Test func theGatewaysOwnDelayIsToldApart() throws {
        let served = ServedRequest(workers: ["10.0.0.12:8000"], lasted: 2.01, end: .engineDied, words: "UPE")
        #expect(check("gateway-close", try story(served, end: 4.01))?.detail.contains("1.0") == true)
        #expect(check("gateway-close", try story(served, end: 3.02)) == nil)
    }

    @Test(arguments: [
        (RouterDialect.envoy, "previous_hosts"), (.haproxy, "redispatch"), (.nginx, "try another one"),
    ])
    func deadEnginesThatAreStillAsked(dialect: RouterDialect, words: String) throws {
        let served = ServedRequest(workers: ["10.0.0.12:8000"], status: 503, lasted: 0, end: .engineUnreachable, words: "URX,UF")
        let found = check("gateway-dead-endpoint", try story(served, end: 1.3, dialect: dialect))
        #expect(found?.status == .fail && found?.remedy?.contains(words) == true && found?.remedy?.contains("10.0.0.12:8000") == true)
        let none = ServedRequest(status: 503, lasted: 0, end: .noneLeft, words: "UH no_healthy_upstream")
        #expect(check("gateway-none-left", try story(none, end: 1.3))?.cause == .insufficientReplicas)
    }

    /// As Envoy 1.40 was seen: the engine closes at 3.0 s, Envoy the client's connection 1.01 s later.
    @Test(arguments: [true, false]) func envoysOwnSecondIsNoSilenceOfTheEngine(isEnvoy: Bool) throws {
        var story = Story.steady()
        let (id, last) = story.ask(at: 1, host: 12, tokens: 38)
        if isEnvoy { story.tell(.stream(.hints(id, [.envoy]))) }
        var dying = Story.engine("4psb7", host: 12)
        dying.isTerminating = true
        story.tell(at: last + 0.01, .kubernetes(.pods(.changed(dying))))
        for tenth in 1...10 { story.tell(at: last + Double(tenth) * 0.1 + 0.011, .ticked) }
        #expect(story.state.conversation[id]?.isOpen == isEnvoy)
        story.tell(at: last + 1.03, .stream(.closed(id, .brokenEnd("closed"))))
        let record = try #require(story.state.conversation[id])
        #expect(record.outcome.word == (isEnvoy ? "truncated" : "stalled"))
        #expect((check("gateway-close", story) != nil) == isEnvoy && (check("hang", story) == nil) == isEnvoy)
    }

    @Test func anEngineThatHangsBehindEnvoyIsSilentAllTheSame() throws {
        var story = Story.steady()
        let (id, last) = story.ask(at: 1, host: 12, tokens: 38)
        story.tell(.stream(.hints(id, [.envoy])))
        var dying = Story.engine("4psb7", host: 12)
        dying.isTerminating = true
        story.tell(at: last + 0.01, .kubernetes(.pods(.changed(dying))))
        story.tell(at: last + 1.6, .ticked)
        #expect(story.state.conversation[id]?.outcome.word == "stalled" && check("hang", story) != nil)
    }
}
