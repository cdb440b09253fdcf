import ClusterModel
@testable import DrillModel
import FailoverModel
import Foundation
@testable import IncidentModel
@testable import Journal
import TestSupport
import Testing
@testable import TrafficModel
import TrainingModel


/// Recordings stay readable: as older programs wrote them, with keys missing, and as newer ones may.
@Suite struct OldJournalTests {
    private func read(_ name: String) throws -> Journal {
        try JournalReader.read(try Fixture.data("journals/\(name).jsonl"), path: name)
    }

    private func report(_ journal: Journal) throws -> TestReport {
        var replay = try #require(Replay(journal))
        replay.seek(to: replay.duration)
        return replay.state.testReport { _ in [] }
    }

    @Test func aTestOfThisVersion() throws {
        let journal = try read("0.1.0")
        #expect(journal.unknownEvents == 0 && journal.damagedLines == 0 && !journal.isTruncated)
        #expect(journal.events.count == 327)
        let report = try report(journal)
        #expect(report.kind == .test && report.verdict == .fail)
        #expect(report.rounds.map(\.letter) == ["B"])
        #expect(report.rounds.first?.results.map(\.outcome) == [.fail, .pass, .pass, .pass])
        #expect(report.rounds.first?.marks.count == 8)
    }

    /// The first recordings knew no limits, no break policy, no probes; the two lines that this one has too many are a
    /// newer program's.
    @Test func theFirstOnes() throws {
        let journal = try read("first")
        #expect(journal.unknownEvents == 2 && journal.damagedLines == 0 && !journal.isTruncated)
        guard case .started(let start)? = journal.events.first?.fact else {
            Issue.record("no start")
            return
        }
        #expect(start.settings == Settings {
            $0.sessionHeader = "x-user-id"
            $0.maxTokens = 90
            $0.arming = .lasts
            $0.startsArmed = true
        })
        let report = try report(journal)
        #expect(report.kind == .board && report.title == "failtop board")
        #expect(report.rounds.first?.results.map(\.outcome) == [.fail, .pass, .pass, .pass])
        #expect(report.rounds.first?.serviceGap != nil && report.rounds.first?.capacityGap != nil)
    }

    @Test func settingsWithoutAnyKeyAreTheStandardOnes() throws {
        #expect(try JournalCoding.decoder().decode(Settings.self, from: Data("{}".utf8)) == Settings())
        #expect(try JournalCoding.decoder().decode(Container.self, from: Data(#"{"name":"c"}"#.utf8)) == Container(name: "c"))
    }

    /// A key that is added has to be decoded too, and to be changed here.
    @Test func everySettingSurvives() throws {
        var settings = Settings()
        settings.traffic.session = "1"
        settings.traffic.sessionHeader = "h"
        settings.traffic.model = "m"
        settings.traffic.api = .completions
        settings.traffic.prompt = "p"
        settings.traffic.maxTokens = 1
        settings.traffic.followUpTokens = 1
        settings.traffic.stallAfter = .seconds(1)
        settings.traffic.firstTokenWithin = .seconds(1)
        settings.traffic.onBreak = .retry
        settings.traffic.attemptLimit = 1
        settings.traffic.extraFields = ["a": "1"]
        settings.traffic.router = .url("u")
        settings.drill = DrillSettings()
        settings.drill.killKind = .evict
        settings.drill.test = TestPlan()
        settings.drill.isReadOnly = true
        settings.limits = Limits(serviceGap: .seconds(1))
        settings.engineSelector = LabelSelector(["a": "b"])
        settings.arming = .lasts
        settings.startsArmed = true
        settings.routerAccess = RouterAccess.allCases.first
        settings.routerKey = "NAME"
        settings.logPatterns = ["x"]
        settings.hasFaultMenu = true
        settings.wait = IncidentWait(timeout: .seconds(1))
        let lesson = Lesson(
            name: "l", title: "t", expectation: .requestContinues, story: "s", goal: "g", cause: nil, hints: ["h"],
            remedies: [Lesson.Remedy("r", isRight: true)], conditions: [.readyEngines(2)], solution: [], debrief: "d")
        settings.training = TrainingPlan(lesson: lesson)
        settings.protection = Protection(contexts: ["c"])
        for (changed, standard) in zip(Mirror(reflecting: settings).children, Mirror(reflecting: Settings()).children) {
            #expect("\(changed.value)" != "\(standard.value)", "\(changed.label ?? "") is not changed by this test")
        }
        let line = try JournalCoding.encoder().encode(settings)
        #expect(try JournalCoding.decoder().decode(Settings.self, from: line) == settings)
    }
}
