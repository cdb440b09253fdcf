import Foundation
import TestSupport
import Testing

/// A lesson in a real terminal, by keys and the real kubectl, from its sheet to what it leaves in the progress. More of them,
/// and the exam, are in `FastBoardTests`.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct LessonBoardTests {
    @Test func fromTheSheetToTheDebrief() async throws {
        let state = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: state) }
        let command = "XDG_STATE_HOME=\(state.path) \(Program.failtop) train nobody-left"
        try await Tmux.with(columns: 80, rows: 24, command: command) { terminal in
            let sheet = try await terminal.shows("Lesson · Nobody left", "what is the cause?", "1/3 find the cause")
            #expect(!sheet.contains("insufficient-replicas"))
            try await terminal.press("3")
            try await terminal.shows("not networking")
            try await terminal.press("h", "1")
            try await terminal.shows("what puts it right?", "hint 1")
            try await terminal.press("2")
            try await terminal.shows("3 of 3: do it", "KUBECONFIG=", "of 2 engines ready")
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
}
