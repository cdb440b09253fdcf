import ClusterModel
@testable import DrillModel
import FailoverModel
import Foundation
@testable import IncidentModel
@testable import Journal
import ProbeModel
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

    @Test func aTestOfVersion1() throws {
        let journal = try read("0.1.0")
        #expect(journal.unknownEvents == 0 && journal.damagedLines == 0 && !journal.isTruncated)
        #expect(journal.events.count == 327)
        let report = try report(journal)
        #expect(report.kind == .test && report.verdict == .fail)
        #expect(report.rounds.map(\.letter) == ["B"])
        #expect(report.rounds.first?.results.map(\.outcome) == [.fail, .pass, .pass, .pass])
        #expect(report.rounds.first?.marks.count == 8)
    }

    @Test func aTestOfVersion2() throws {
        let journal = try read("version-2")
        #expect(journal.header.journal == 2)
        #expect(journal.unknownEvents == 0 && journal.damagedLines == 0 && !journal.isTruncated)
        #expect(journal.events.count == 349)
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
            $0.lettersByAge = nil
            $0.maxTokens = 90
            $0.arming = .lasts
            $0.startsArmed = true
        })
        let report = try report(journal)
        #expect(report.kind == .board)
        #expect(report.rounds.first?.results.map(\.outcome) == [.fail, .pass, .pass, .pass])
        #expect(report.rounds.first?.serviceGap != nil && report.rounds.first?.capacityGap != nil)
    }

    private func upgraded(_ line: String) throws -> Event {
        let upgrade = try #require(try RecordingUpgrade(from: 1))
        return try JournalCoding.decoder().decode(Event.self, from: upgrade.upgraded(Data(line.utf8)))
    }

    private func start(_ settings: String) -> String {
        #"{"at":1,"fact":{"started":{"_0":{"runID":"r","settings":\#(settings),"utcOffset":0,"wallClockAtZero":1}}}}"#
    }

    @Test func settingsWithoutAnyKeyAreTheStandardOnesButForTheLetters() throws {
        let start = Start(runID: "r", wallClockAtZero: 1, utcOffset: 0, settings: Settings { $0.lettersByAge = nil })
        #expect(try upgraded(self.start("{}")).fact == .started(start))
    }

    /// Each of version 1, where all stood in one object.
    @Test func flatSettingsGoIntoTheirParts() throws {
        let old = #"""
            {"session":"1","sessionHeader":"h","model":"m","api":"completions","prompt":"p","maxTokens":1,"stallAfter":[0,1000000000000000000],
            "firstTokenWithin":[1,11553255926290448384],"onBreak":"retry","attemptLimit":1,"extraFields":{"a":"1"},"router":{"url":{"_0":"u"}},
            "routerWay":"port-forward","routerKey":"NAME","test":{"kind":"doctor","bystanders":3},"killKind":"evict","isReadOnly":true,
            "protection":{"contexts":["c"],"namespaces":[]},"limits":{"serviceGap":[0,1000000000000000000]},"startsArmed":true,"arming":{"lasts":{}},
            "engineSelector":{"requirements":{"a":"b"}},"logPatterns":["x"],"hasFaultMenu":true,"wait":{}}
            """#
        guard case .started(let start) = try upgraded(self.start(old.replacing("\n", with: ""))).fact else {
            Issue.record("no start")
            return
        }
        #expect(start.settings == Settings {
            $0.session = "1"
            $0.sessionHeader = "h"
            $0.model = "m"
            $0.api = .completions
            $0.prompt = "p"
            $0.maxTokens = 1
            $0.stallAfter = .seconds(1)
            $0.onBreak = .retry
            $0.attemptLimit = 1
            $0.extraFields = ["a": "1"]
            $0.router = .url("u")
            $0.routerAccess = .portForward
            $0.routerKey = "NAME"
            $0.test = TestPlan(kind: .doctor, otherSessions: 3)
            $0.killKind = .evict
            $0.isReadOnly = true
            $0.protection = Protection(contexts: ["c"])
            $0.limits = Limits(serviceGap: .seconds(1))
            $0.startsArmed = true
            $0.arming = .lasts
            $0.engineSelector = LabelSelector(["a": "b"])
            $0.logPatterns = ["x"]
            $0.hasFaultMenu = true
            $0.wait = IncidentWait()
            $0.lettersByAge = nil
        })
    }

    @Test(arguments: ["replaced", "changed", "removed"]) func podsGetWhatTheyLack(_ step: String) throws {
        let pod = #"{"identity":{"name":"p","uid":"u"},"namespace":"n","containers":[{"name":"c"}]}"#
        let object = step == "replaced" ? "[\(pod)]" : pod
        let event = try upgraded(#"{"at":1,"fact":{"kubernetes":{"_0":{"pods":{"_0":{"\#(step)":{"_0":\#(object)}}}}}}}"#)
        let blank = Pod(identity: PodIdentity(name: "p", uid: "u"), namespace: "n", containers: [Container(name: "c")])
        let change: Change<Pod> = step == "replaced" ? .replaced([blank]) : step == "changed" ? .changed(blank) : .removed(blank)
        #expect(event.fact == .kubernetes(.pods(change)))
    }

    @Test func aPodWithoutAUIDIsNone() {
        #expect(throws: DecodingError.self) {
            try upgraded(#"{"at":1,"fact":{"kubernetes":{"_0":{"pods":{"_0":{"changed":{"_0":{"namespace":"n"}}}}}}}}"#)
        }
    }

    @Test func thePresentVersionNeedsNoUpgrade() throws {
        #expect(try RecordingUpgrade(from: JournalHeader.currentVersion) == nil)
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
        settings.lettersByAge = nil
        settings.probes = ProbeSettings()
        settings.probes?.every = .seconds(1)
        settings.comparesPolicies = true
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
