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
