import ClusterModel
import DiagnosisModel
import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// An engine that hangs answers /health and makes no token.
struct HungEngineTests {
    /// Read once a second: running requests and the counter of tokens.
    private static func story(_ readings: [(running: Double, tokens: Double)]) -> Story {
        var story = Story.steady()
        let pod = Story.engine("4psb7", host: 12).identity
        for (second, reading) in readings.enumerated() {
            let figures = EngineFigures(pod: pod, running: reading.running, waiting: 0, generatedTokens: reading.tokens)
            story.tell(at: Double(second + 1), .router(.engine(figures)), .ticked)
        }
        return story
    }

    private static func check(_ story: Story) -> Check? { story.state.checks.first { $0.id == "hung" } }

    @Test func stillCountersUnderRequestsAreNoticed() throws {
        let check = try #require(Self.check(Self.story(Array(repeating: (1, 61), count: 20))))
        #expect(check.status == .fail && check.detail.contains("1 running request"))
        #expect(check.evidence.map(\.field) == ["vllm:num_requests_running", "vllm:generation_tokens_total"])
    }

    /// Nobody presses a key, and no object of the API tells anything.
    @Test func anEngineThatFreezesIsAnIncident() throws {
        var readings = Array(repeating: (running: 1.0, tokens: 61.0), count: 29)
        #expect(Self.story(readings).state.incidents.all.isEmpty, "somebody's long prompt")
        readings += Array(repeating: (1, 61), count: 10)
        var story = Self.story(readings)
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.cause == .frozen && incident.letter == "B" && incident.isOpen)
        #expect(incident.marks[.faultAccepted].map { $0.at.seconds } == 1 && incident.marks[.faultAccepted]?.source == .probe)
        #expect(incident.evidence.map(\.field) == ["vllm:num_requests_running", "vllm:generation_tokens_total"])
        // It goes on by itself: what it has is a comeback, and no replacement.
        let pod = Story.engine("4psb7", host: 12).identity
        for second in 40..<60 {
            story.tell(at: Double(second), .router(.engine(EngineFigures(pod: pod, running: 1, waiting: 0, generatedTokens: Double(second * 9)))), .ticked)
        }
        let end = try #require(story.state.incidents.all.first)
        #expect(story.state.incidents.all.count == 1 && !end.isOpen && end.isOnlyFrozen)
        #expect(end.capacityGap.map { (38...42).contains($0.seconds) } == true, "\(String(describing: end.capacityGap))")
    }

    /// A pod that is killed for it is the same incident, and what comes in its place ends it.
    @Test func whoeverEndsAFrozenEngineEndsItsIncident() throws {
        var story = Self.story(Array(repeating: (1, 61), count: 35))
        var dying = Story.engine("4psb7", host: 12)
        dying.isTerminating = true
        story.tell(at: 40, .kubernetes(.pods(.changed(dying))))
        let incident = try #require(story.state.incidents.all.first)
        #expect(story.state.incidents.all.count == 1 && incident.cause == .frozen && incident.marks[.terminating] != nil)
        #expect(incident.evidence.map(\.field).prefix(2) == ["vllm:num_requests_running", "vllm:generation_tokens_total"])
        story.tell(at: 41, .kubernetes(.pods(.removed(dying))))
        story.tell(at: 42, .kubernetes(.pods(.changed(Story.engine("fresh", host: 14)))), .ticked)
        story.tell(at: 70, .ticked)
        let end = try #require(story.state.incidents.all.first)
        #expect(end.replacement?.pod.name.hasSuffix("fresh") == true && !end.isOpen && !end.isOnlyFrozen)
    }

    @Test func whatIsIdleOrBeginsOrWorksDoesNotHang() {
        #expect(Self.check(Self.story(Array(repeating: (0, 61), count: 20))) == nil, "idle")
        #expect(Self.check(Self.story(Array(repeating: (0, 61), count: 20) + Array(repeating: (1, 61), count: 10))) == nil, "begins")
        #expect(Self.check(Self.story((0..<20).map { (2, Double($0)) })) == nil, "works")
    }
}

/// What was not reached is not absent.
struct UnreachedRouterTests {
    @Test func itsModelsAreUnknown() {
        var story = Story.steady()
        story.tell(at: 1, .router(.models([])), .router(.source(.routerHealth, .unreachable(since: nil, reason: "no answer in time"))))
        #expect(story.state.checks.first { $0.id == "model" }?.status == .unknown)
        story.tell(.router(.source(.routerHealth, .live)))
        #expect(story.state.checks.first { $0.id == "model" }?.status == .fail)
    }
}
