import ClusterModel
import DiagnosisModel
import FailoverModel
import IncidentModel
import TestSupport
import Testing

@testable import TrafficModel

/// Whether the engines that are left carry the load of the lost one, by their own metrics.
struct EngineLoadTests {
    private static let b = Story.engine("4psb7", host: 12).identity

    /// - Parameter first: how many requests had their first token within 0.2 s, and within 4 s.
    private static func figures(_ pod: PodIdentity, waiting: Double?, first: (Double, Double)? = nil) -> EngineFigures {
        var figures = EngineFigures(pod: pod, running: 2, waiting: waiting, generatedTokens: 100)
        figures.firstToken = first.flatMap {
            LatencyHistogram(buckets: [(0.1, 0), (0.2, $0.0), (2, $0.0), (4, $0.1)], count: $0.1)
        }
        return figures
    }

    /// A dies at 30 s; B is read each second before and after.
    private static func story(before: Double?, after: Double?, slow: Bool = false) -> Story {
        var story = Story.steady()
        for second in 1..<30 {
            let all = Double(second * 2)
            var figures = figures(b, waiting: before, first: (all, all))
            figures.generatedTokens = all
            story.tell(at: Double(second), .router(.engine(figures)))
        }
        story.tell(at: 30, .kubernetes(.pods(.removed(Story.engine("8wt2h", host: 11)))))
        for second in 31..<45 {
            let all = Double(second * 2)
            story.tell(at: Double(second), .router(.engine(figures(b, waiting: after, first: (slow ? 58 : all, all)))))
        }
        return story
    }

    private static func line(_ story: Story) throws -> EngineLoadLine {
        try #require(story.state.incidents.all.first?.loads.lines.first { $0.letter == "B" })
    }

    @Test(arguments: [
        (0.0, 7.0, false, true as Bool?), (0, 1, false, false), (5, 6, false, false), (0, 0, true, true), (nil, 7, false, false), (nil, 7, true, true),
    ] as [(Double?, Double, Bool, Bool?)])
    func aQueueOrASlowFirstTokenIsOverload(_ before: Double?, _ after: Double, _ slow: Bool, _ expected: Bool?) throws {
        #expect(try Self.line(Self.story(before: before, after: after, slow: slow)).isOverloaded == expected)
    }

    @Test func itIsSaidWithItsFigures() throws {
        let story = Self.story(before: 0, after: 7, slow: true)
        let line = try Self.line(story)
        #expect(line.sentence == "waiting on B rose from 0 to 7; TTFT p95 from 0.20 s to 3.90 s")
        let check = try #require(story.state.checks.first { $0.id == "overload" })
        #expect(check.status == .fail && check.cause == .resourceConstraints && check.evidence.map(\.value) == [line.sentence])
        #expect(story.state.incidents.all.first?.loads.lines.verdict == "B overloaded")
    }

    @Test func whatWasNotReadIsNotKnown() throws {
        let story = Self.story(before: 0, after: 0)
        let c = try #require(story.state.incidents.all.first?.loads.lines.first { $0.letter == "C" })
        #expect(c.isOverloaded == nil && c.sentence == "C: not known, its metrics could not be read before the fault")
        #expect(story.state.incidents.all.first?.loads.lines.verdict == "none overloaded, of C it is not known")
    }

    @Test func onceClosedItStays() throws {
        var story = Self.story(before: 0, after: 7)
        story.tell(at: 46, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14, ready: false)))))
        story.tell(at: 50, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14)))))
        for second in 51..<80 { story.tell(at: Double(second), .ticked) }
        let closed = try #require(story.state.incidents.all.first)
        try #require(closed.closure != nil)
        let load = try #require(closed.closure?.round.load)
        story.tell(at: 81, .router(.engine(Self.figures(Self.b, waiting: 90))))
        #expect(story.state.incidents.all.first?.closure?.round.load == load)
        #expect(story.state.incidents.all.first?.loads.lines == load)
    }

    // MARK: - percentiles

    @Test func percentilesAreThoseOfTheLastHalfMinute() throws {
        var record = EngineRecord(figures: Self.figures(Self.b, waiting: 0), at: .zero)
        for second in 0...100 {
            // All is slow from the sixtieth second on.
            let all = Double(second * 2)
            record.update(Self.figures(Self.b, waiting: 0, first: (min(all, 120), all)), at: Moment(.seconds(second)))
        }
        let percentiles = try #require(record.firstToken)
        #expect(percentiles.window == 30 && percentiles.count == 60)
        #expect(abs(try #require(percentiles.p50) - 3) < 1e-9)
        record.update(Self.figures(Self.b, waiting: 0, first: (3, 3)), at: Moment(.seconds(101)))
        #expect(record.firstToken == nil, "it has started anew")
    }

    @Test(arguments: [(3.0, false, false), (4, true, false), (9, true, false), (10, true, true)])
    func ofTooFewThereIsNone(_ count: Double, _ median: Bool, _ tail: Bool) throws {
        let histogram = try #require(LatencyHistogram(buckets: [(1, 0), (2, count)], count: count))
        let percentiles = LatencyPercentiles(histogram, window: 30)
        #expect((percentiles.p50 != nil) == median && (percentiles.p95 != nil) == tail)
    }

    @Test func figuresGrowOld() {
        let record = EngineRecord(figures: Self.figures(Self.b, waiting: 0), at: .zero)
        #expect(!record.isStale(at: Moment(.seconds(10))) && record.isStale(at: Moment(.seconds(11))))
    }

    // MARK: - the load of the model

    @Test func theStartIsFollowedAndToldInTheGap() throws {
        var story = Story.steady()
        story.tell(at: 30, .kubernetes(.pods(.removed(Story.engine("8wt2h", host: 11)))))
        let newcomer = Story.engine("d4d4d", host: 14, ready: false)
        let commands = story.tell(at: 31, .kubernetes(.pods(.changed(newcomer))))
        let followed = commands.compactMap { if case .followLogs(let targets) = $0 { targets } else { nil } }.last
        #expect(followed?.filter(\.isEngine).map(\.pod) == [newcomer.identity])
        story.tell(at: 33, .router(.engineStart(EngineStartEntry(pod: newcomer.identity, step: .weights, seconds: 1.5))))
        story.tell(at: 33, .router(.engineStart(EngineStartEntry(pod: Self.b, step: .weights, seconds: 9))))
        story.tell(at: 35, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14)))))
        let incident = try #require(story.state.incidents.all.first)
        let words = try #require(incident.steps).map(\.words)
        #expect(words == ["created +1.00 s", "scheduled +1.00 s", "started +1.00 s", "weights loaded in 1.50 s", "ready +5.00 s"])
    }
}
