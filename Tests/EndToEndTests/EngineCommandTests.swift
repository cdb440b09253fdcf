import Foundation
import TestSupport
import Testing

@testable import failtop

/// A program of one's own as each engine: a stand-in in Python, which starts a second process as vLLM does.
@Suite(.serialized, .world, .timeLimit(.minutes(2)))
struct EngineCommandTests {
    private static let engine = Fixture.path("standins/engine.py")

    private static func command(_ mark: String, _ more: String = "") -> String {
        "python3 \(engine) --host {ip} --port {port} --mark \(mark) \(more)"
    }

    /// Those of the engines; failtop and its shell have the mark in their arguments too.
    private static func processes(_ mark: String) -> [ProcessTable.Entry] {
        ProcessTable.entries(mark).filter { !$0.command.contains("--engine-command") }
    }

    /// The whole story on the board, and then failtop is killed without a word: nothing of the engines is left.
    @Test func theStoryOnTheBoardAndNothingIsLeftBehind() async throws {
        let mark = "mark-\(UUID().uuidString.prefix(8))"
        let demo = "\(Program.failtop) demo --no-record --sessions 2 --max-tokens 1500 --engine-command '\(Self.command(mark))'"
        try await Tmux.with(command: demo) { board in
            try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE", "user-1", within: .seconds(40))
            try await board.press("s")
            try await board.shows("w12 ")
            try await board.press("x")
            try await board.shows("y kill")
            try await board.answer("y")
            // The kill is `now`: a second of silence, then SIGKILL for all of the pod's processes.
            try await board.shows("truncated", "T7", "capacity gap", within: .seconds(40))
            #expect(Self.processes(mark).count >= 6, "three engines of two processes")
            let own = ProcessTable.entries("demo --no-record", mark).filter { $0.command.hasPrefix(Program.failtop) }
            #expect(own.count == 1)
            for one in own { kill(one.id, SIGKILL) }
            _ = try await Program.eventually("no process is left") { Self.processes(mark).isEmpty ? true : nil }
        }
    }

    @Test func aTestOfItJudgesItsHang() async throws {
        let mark = "mark-\(UUID().uuidString.prefix(8))"
        let flags = [
            "--demo", "--engine-command", Self.command(mark), "--sessions", "0", "--max-tokens", "100", "--kill", "graceful", "--on-break", "observe",
        ]
        let (code, report) = try await JudgedRun.of("test", flags)
        #expect(code == 1 && report.rounds.first?.stream?.outcome == "stalled", "\(report)")
        #expect(report.findings.contains { $0.id == "hang" })
        _ = try await Program.eventually("no process is left") { Self.processes(mark).isEmpty ? true : nil }
    }
}
