import Foundation
import TestSupport
import Testing

/// A lesson on the board, by keys and the real kubectl, from its sheet to what it leaves in the progress.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct LessonBoardTests {
    @Test(arguments: [(120, 36), (80, 24)])
    func fromTheSheetToTheDebrief(_ columns: Int, _ rows: Int) async throws {
        let state = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: state) }
        let command = "XDG_STATE_HOME=\(state.path) \(Program.failtop) train nobody-left"
        try await Tmux.with(columns: columns, rows: rows, command: command) { terminal in
            let sheet = try await terminal.shows("Lesson · Nobody left", "what is the cause?", "1/3 find the cause")
            #expect(!sheet.contains("insufficient-replicas"))
            try await terminal.press("3")
            try await terminal.shows("not networking")
            try await terminal.press("h", "1")
            try await terminal.shows("what puts it right?", "1 hint")
            try await terminal.press("2")
            try await terminal.shows("3 of 3: do it", "export KUBECONFIG=", "of 2 engines ready")
            let kubeconfig = state.appending(path: "failtop/train.kubeconfig").path
            let scaled = try await Program.run(
                "kubectl", ["scale", "deployment", "vllm-opt125m-deployment-vllm", "--replicas", "2"],
                environment: ["KUBECONFIG": kubeconfig])
            #expect(scaled.exitCode == 0, "\(scaled.error)")
            try await terminal.press("Escape")
            try await terminal.shows("3/3 do it", "of 2 engines ready")
            try await terminal.shows("done after", "1 hint · 1 wrong answer", "What happened", "you named networking: wrong", "T0 fault seen, incident 1")
            try await terminal.press("Escape")
            try await terminal.shows("done: t for the debrief", "● LIVE 2/2")
            try await terminal.press("q")
            try await terminal.shows("nobody-left: done", "ended with 0")
            #expect(!FileManager.default.fileExists(atPath: kubeconfig), "nothing is left but the progress")
        }
        let progress = try String(contentsOf: state.appending(path: "failtop/training.json"), encoding: .utf8)
        #expect(progress.contains("\"nobody-left\""))
    }

    /// The fault of seed 4: the router's service has no endpoints.
    @Test func anExamToItsScore() async throws {
        let state = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: state) }
        let command = "XDG_STATE_HOME=\(state.path) \(Program.failtop) train exam --seed 4"
        try await Tmux.with(columns: 100, rows: 40, command: command) { terminal in
            let sheet = try await terminal.shows("Exam · On call", "1 of 3")
            #expect(!sheet.contains("silent") && !sheet.contains("selector"), "nothing gives it away")
            try await terminal.press("3")
            let choices = try await terminal.shows("2 of 3", "Repair the selector of the router's service")
            let number = try #require(choices.firstMatch(of: /([1-5]) Repair the selector/)).1
            try await terminal.press(String(number))
            try await terminal.shows("3 of 3")
            let fixed = try await Program.run(
                "kubectl", ["patch", "service", "vllm-router-service", "-p", #"{"spec":{"selector":{"release":"router"}}}"#],
                environment: ["KUBECONFIG": state.appending(path: "failtop/train.kubeconfig").path])
            #expect(fixed.exitCode == 0, "\(fixed.error)")
            try await terminal.shows("100 of 100 points, passed", "the cause was named at once", "Look at endpoints")
            try await terminal.press("Escape", "q")
            try await terminal.shows("100 of 100 points, passed", "ended with 0")
        }
        let list = try await Program.run(Program.failtop, ["train"], environment: ["XDG_STATE_HOME": state.path])
        #expect(list.output.contains("exams: 1, best 100 of 100"))
    }

    @Test func anExamThatIsLeftEarlyIsScored() async throws {
        let state = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: state) }
        let command = "XDG_STATE_HOME=\(state.path) \(Program.failtop) train exam --seed 42"
        try await Tmux.with(columns: 100, rows: 30, command: command) { terminal in
            try await terminal.shows("Exam · On call", "The pager rings")
            try await terminal.press("h", "Escape")
            try await terminal.shows("1 hint ·")
            try await terminal.press("q")
            try await terminal.shows(
                "0 of 100 points, not passed", "the cause was not named", "failtop train exam --seed 42", "ended with 0")
        }
    }
}
