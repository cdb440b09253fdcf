import ClusterModel
import FailoverModel
import IncidentModel
@testable import Reports
import TestSupport
import Testing
@testable import TrafficModel

/// A board as JSON, as its description has it.
struct BoardReportTests {
    private static func incidents(_ story: Story) -> [IncidentLine] { BoardReport(story.state).incidents }

    @Test func aBoardThatHasSeenNothing() async throws {
        try await Outside.validate(json: Report.json(of: BoardReport(Story().state)))
        try await Outside.validate(json: Report.json(of: BoardReport(Story.steady().state)))
    }

    @Test func anIncidentWhileItIsOpenAndAfter() async throws {
        var story = Story.killed()
        story.tell(
            .router(.engine(EngineFigures(pod: Story.engine("4psb7", host: 12).identity, running: .nan, waiting: 1))),
            .router(.workers([WorkerFigures(url: Story.worker(12), running: 1, breaker: .halfOpen)])),
            .router(.listed([ListedWorker(url: Story.worker(12), isHealthy: true)])),
            .router(.counters(RouterCounters(retries: 2, migrations: .infinity))))
        var shown = Story.steady()
        shown.ask(at: 1, host: 11, tokens: 20)
        shown.tell(.kubernetes(.pods(.removed(Story.engine("8wt2h", host: 11)))))
        #expect(Self.incidents(shown).last?.open == true && Self.incidents(shown).last?.ending == nil)
        try await Outside.validate(json: Report.json(of: BoardReport(shown.state)))
        for second in [12.0, 14, 16, 20, 40] { story.tell(at: second, .ticked) }
        let closed = try #require(Self.incidents(story).first)
        #expect(!closed.open && closed.ending == "recovered" && closed.results.count == 4)
        let json = Report.json(of: BoardReport(story.state))
        try await Outside.validate(json: json)
        #expect(json.contains(#""running" : "NaN""#) && json.contains(#""ending" : "recovered""#))
    }

    @Test func theSchemaRefusesWhatIsNoBoard() async throws {
        var story = Story.killed()
        for second in [12.0, 14, 16, 20, 40] { story.tell(at: second, .ticked) }
        let json = Report.json(of: BoardReport(story.state))
        for (good, bad) in [
            (#""ending" : "recovered""#, #""ending" : "over""#), (#""outcome" : "pass""#, #""outcome" : "held""#),
            (#""schema" : 2"#, #""schema" : 1"#), (#""T0" : 0"#, #""T9" : 0"#), (#""sources""#, #""springs""#),
        ] {
            #expect(json.contains(good), "\(good)")
            await #expect(throws: Outside.Complaint.self) { try await Outside.validate(json: json.replacing(good, with: bad)) }
        }
    }
}
