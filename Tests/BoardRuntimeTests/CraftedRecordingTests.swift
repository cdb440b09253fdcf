import ClusterModel
import DrillModel
@testable import FailoverModel
import Foundation
import Journal
import Panes
import Reports
import TerminalCanvas
import TestSupport
import Testing
import TrafficModel

@testable import BoardRuntime

/// Recordings with absurd times in them are refused or shown: no time from a file ends the program.
struct CraftedRecordingTests {
    private static let extremes = [
        "9223372036854775807", "-9223372036854775808", "315575999999999999", "1e308", "-1e308", "1e19", "\"+Inf\"", "\"NaN\"", "-1",
    ]

    private static func test() -> Story {
        Story.killed { settings in
            settings.test = TestPlan(killAfter: .time(.seconds(1)))
            settings.wait = IncidentWait(timeout: .seconds(3_600))
            settings.protection = nil
        }
    }

    /// The world of a test ends with it: what else there is, is of a run without one.
    private static func watch() -> Story {
        var story = Story.killed()
        story.tell(.router(.health(RouterHealth(status: 200, latency: .milliseconds(3)))))
        var crashed = Story.engine("cn9tb", host: 13, ready: false)
        crashed.containers[0].restarts = 1
        crashed.containers[0].lastTermination = Termination(exitCode: 1, reason: "Error", finishedAt: 1_795_464_485)
        story.tell(.kubernetes(.pods(.changed(crashed))))
        let served = ServedRequest(ids: ["o"], workers: ["10.0.0.11:8000"], began: 1_795_464_481, lasted: 2.5, end: .engineDied, words: "UPE")
        story.tell(.router(.log(RouterLogEntry(routerPod: "router", message: .served(served), loggedAt: 1_795_464_484))))
        story.tell(.stream(.usage("r", TokenUsage(promptTokens: 1, completionTokens: 2))))
        return story
    }

    private static func lines(_ story: Story) throws -> [String] {
        let writer = JSONEncoder()
        return try [#"{"failtop":1,"journal":3}"#] + story.events.map { String(decoding: try writer.encode($0), as: UTF8.self) }
    }

    /// Replaces the numbers that follow this key, or that stand alone in a list.
    private static func crafted(_ lines: [String], _ key: String, _ number: String) -> Data {
        let before = key.isEmpty ? #"[\[,]"# : #""\#(key)":"#
        guard let numbers = try? Regex("(\(before))-?[0-9][0-9.eE+-]*(?=[,}\\]])") else { preconditionFailure("no pattern: \(before)") }
        let crafted = lines.map { line in
            line.replacing(numbers) { match in "\(match.output[1].substring ?? "")\(number)" }
        }
        return Data(crafted.joined(separator: "\n").utf8)
    }

    private static func keys(_ lines: [String]) -> Set<String> {
        Set(lines.flatMap { $0.matches(of: /"([A-Za-z0-9_]+)":-?[0-9]/).map { String($0.1) } }).union([""])
    }

    /// Moments, durations (which are lists of two numbers), and times of the wall clock.
    private static func isTime(_ key: String) -> Bool {
        key.isEmpty || key == "at" || key.hasSuffix("At") || ["wallClockAtZero", "utcOffset", "since", "until", "from", "began", "lasted"].contains(key)
    }

    @Test func theTimesOfAGatewaysLogAreThere() throws {
        #expect(Self.watch().state.traffic.gateway.tellsEnds)
        #expect(Self.keys(try Self.lines(Self.watch())).isSuperset(of: ["began", "lasted", "finishedAt", "loggedAt"]))
    }

    @Test(arguments: extremes) func noTimeEndsTheProgram(_ number: String) throws {
        for story in [Self.test(), Self.watch()] { try play(Self.lines(story), number) }
    }

    private func play(_ lines: [String], _ number: String) throws {
        let keys = Self.keys(lines)
        #expect(keys.isSuperset(of: ["at", "utcOffset", "wallClockAtZero", ""]), "\(keys)")
        for key in keys.sorted() where Self.isTime(key) {
            let journal = try JournalReader.read(Self.crafted(lines, key, number), path: "crafted")
            guard var replay = Replay(journal) else { continue }
            replay.seek(to: replay.duration)
            for isPresenting in [false, true] {
                var state = replay.state
                state.navigation.isPresenting = isPresenting
                _ = Board.draw(state, size: Size(columns: 120, rows: 36), appearance: .utf8)
            }
            _ = BoardReport(replay.state)
            let report = replay.state.testReport { _ in [] }
            for format in ReportFormat.allCases { _ = Report.render(report, as: format) }
        }
    }
}
