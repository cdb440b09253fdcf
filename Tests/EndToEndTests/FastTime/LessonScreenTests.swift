import FailoverModel
import Foundation
import TerminalCanvas
import TestSupport
import Testing
import TrainingModel

@testable import failtop

extension FastTimeTests {
    /// Every lesson as a learner has it: the sheet is read from the screen, the board shows what the sheet speaks of, and what the
    /// sheet says leads to its debrief.
    @Suite(.timeLimit(.minutes(4)))
    @MainActor
    struct LessonScreenTests {
        /// What the board shows of the fault that the texts speak of, before anything is put right.
        private static let sights: [String: [String]] = [:]

        @Test(arguments: try LessonCatalog.all().map(\.lesson.name))
        func itsSheetIsTrueAndLeadsToItsDebrief(_ name: String) async throws {
            let file = try LessonCatalog.named(name)
            let lesson = file.lesson
            let time = FastTime(rate: 6)
            let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let kubeconfig = "\(folder)/train.kubeconfig"
            let session = LessonSession(
                file: file, plan: TrainingPlan(lesson: lesson, kubeconfig: "~/lab"), kubeconfigOut: kubeconfig, clock: time.cluster)
            let end = try await FastBoard.with(lesson: session, time, size: Size(columns: 120, rows: 60)) { board in
                try await board.says(lesson.title, lesson.story, lesson.goal, "1 of 3: what is the cause?")
                let objects = try await Self.shell("kubectl get nodes,pods,services,deployments,poddisruptionbudgets,events -o yaml", kubeconfig)
                let world = file.world.name
                #expect(!objects.contains(name) && (world == "healthy" || !objects.contains(world)), "nothing gives it away")
                board.terminal.press(.escape)
                try await board.says("1/3 find the cause, then t")
                try await Self.look(at: name, board)
                board.terminal.type("t")
                for number in 1...lesson.hints.count {
                    board.terminal.type("h")
                    try await board.says(lesson.hints[number - 1])
                }
                // A wrong remedy is told why; the right one is told what to type.
                board.terminal.type(try board.number(of: lesson.cause.words))
                try await board.says("2 of 3: what puts it right?")
                for remedy in lesson.remedies where !remedy.isRight {
                    board.terminal.type(try board.number(of: remedy.text))
                    if let reply = remedy.reply { try await board.says(reply) }
                }
                let right = try #require(lesson.remedies.first(where: \.isRight))
                board.terminal.type(try board.number(of: right.text))
                try await board.says("3 of 3: do it, in a second terminal", right.reply ?? "")
                #expect(board.words.contains("missing "), "\(board.words)")
                for command in lesson.solution { try await Self.shell(command, kubeconfig) }
                try await board.says("done after", "\(lesson.hints.count) hints", lesson.debrief, "One way to do it", within: .seconds(120))
                board.terminal.press(.escape)
                try await board.says("done: t for the debrief")
            }
            let training = try #require(end).training
            #expect(training.isDone && training.wrongRemedies == lesson.remedies.count - 1 && training.wrongCauses == 0)
        }

        private static func look(at name: String, _ board: FastBoard) async throws {
            for sight in sights[name] ?? [] { try await board.says(sight) }
            if let path = ProcessInfo.processInfo.environment["DUMP"] {
                try await Task.sleep(for: .seconds(3))
                try board.terminal.lines.joined(separator: "\n").write(toFile: "\(path)/\(name).txt", atomically: true, encoding: .utf8)
            }
        }

        @discardableResult
        private static func shell(_ command: String, _ kubeconfig: String) async throws -> String {
            let done = try await Program.run("bash", ["-c", command], environment: ["KUBECONFIG": kubeconfig])
            #expect(done.exitCode == 0, "\(command): \(done.error)")
            return done.output
        }
    }
}

extension FastBoard {
    /// What stands on the screen, without frames and however its lines are broken.
    fileprivate var words: String { Self.words(terminal.lines.joined(separator: " ")) }

    fileprivate static func words(_ text: String) -> String {
        text.replacing(/[│╭╮╰╯─║]/, with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    fileprivate func says(_ texts: String..., within limit: Duration = .seconds(60)) async throws {
        try await eventually("\(texts)", within: limit) { _ in texts.allSatisfy { words.contains(Self.words($0)) } }
    }

    /// The key of an answer that one may choose.
    fileprivate func number(of answer: String) throws -> String {
        let shown = try #require(words.firstRange(of: " " + Self.words(answer)), "\(answer): \(words)")
        return String(try #require(words[..<shown.lowerBound].last))
    }
}
