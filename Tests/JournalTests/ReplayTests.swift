import ClusterModel
@testable import DrillModel
import FailoverModel
import Journal
import TestSupport
import Testing

/// The same journal gives the same states, however it is sought.
struct ReplayTests {
    static func replay(_ story: Story = .killed()) throws -> Replay {
        var journal = Journal(header: JournalHeader())
        journal.events = story.events
        return try #require(Replay(journal))
    }

    @Test func itsEndIsTheStateThatWasRecorded() throws {
        let story = Story.killed()
        var replay = try Self.replay(story)
        replay.seek(to: replay.duration)
        #expect(replay.state == story.state)
        #expect(replay.isAtEnd)
    }

    @Test func anyOrderOfSeekingGivesTheSameStates() throws {
        let straight = try Self.replay()
        var random = SeededGenerator(seed: 40)
        var wandering = straight
        for _ in 0..<40 {
            let moment = Moment(nanoseconds: Int64.random(in: 0...straight.duration.nanoseconds, using: &random))
            wandering.seek(to: moment)
            var fresh = straight
            fresh.seek(to: moment)
            #expect(wandering.state == fresh.state)
            #expect(wandering.played == fresh.played)
        }
    }

    @Test func stepsAreEvents() throws {
        var replay = try Self.replay()
        var count = 0
        while replay.step() { count += 1 }
        #expect(count == replay.events.count)
        let hasMore = replay.step()
        #expect(!hasMore)
    }

    @Test func anIncidentBeginsWithItsFault() throws {
        let replay = try Self.replay()
        #expect(replay.marks.map { String($0.name.prefix(2)) } == ["T0", "T2", "T1", "T4", "T3", "T5", "T6", "T7"])
        #expect(replay.marks.map(\.at) == replay.marks.map(\.at).sorted())
    }

    @Test func quietIsToldFromNews() throws {
        let replay = try Self.replay()
        #expect(replay.nextInteresting(after: Moment(.seconds(5.1)))?.seconds == 10)
    }

    @Test func aJournalWithoutAStartIsNone() {
        var journal = Journal(header: JournalHeader())
        journal.events = [Event(at: .zero, .ticked)]
        #expect(Replay(journal) == nil)
        journal.events = []
        #expect(Replay(journal) == nil)
    }

    /// A board's recording has no test in it; each of its incidents is reported as a round.
    @Test func aBoardsRecordingIsReported() throws {
        let report = Story.killed().state.testReport { _ in [] }
        #expect(report.rounds.map(\.letter) == ["A"])
        #expect(report.verdict == .fail)
        #expect(report.rounds.first?.results.map(\.outcome) == [.fail, .pass, .pass, .pass])
    }
}
