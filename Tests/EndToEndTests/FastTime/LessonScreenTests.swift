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
        /// What the board shows of that which the texts speak of, before anything is put right: by which key, and in which words.
        private static let sights: [String: [(key: String, words: [String])]] = [
            "first-failover": [("", ["● LIVE 3/3", "Sessions 8"]), ("s", ["9999 →", "streaming"]), ("x", ["Kill", "y kill"])],
            "half-an-answer": [("", ["● LIVE 3/3"]), ("s", ["9999 →", "streaming"])],
            "strangers-each-time": [("s", ["9999 →", "streaming", "session 9999"])],
            "forgotten-conversations": [("s", ["9999 →", "streaming", "session 9999"])],
            "nobody-left": [("", ["A was deleted", "was on A"])],
            "ready-but-silent": [("", ["✗ UNREACHABLE", "● LIVE 3/3"])],
            "refused-at-the-door": [("s", ["✗ UNREACHABLE", "connection refused"])],
            "waiting-room": [("", ["A deleted", "Unschedulable"])],
            "never-comes-back": [("", ["A deleted", "CrashLoopBackOff"])],
            "slow-evenings": [("", ["Sessions 48"]), ("s", ["TTFT"])],
            "night-repair": [("", ["● LIVE 3/3", "No incident yet"])],
        ]

        @Test(arguments: try LessonCatalog.all().map(\.lesson.name))
        func itsSheetIsTrueAndLeadsToItsDebrief(_ name: String) async throws {
            let file = try LessonCatalog.named(name)
            let lesson = file.lesson
            // Where users wait for each other, the machine must not be what they wait for.
            let time = FastTime(rate: name == "slow-evenings" ? 2 : 6)
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
                let right = try #require(lesson.remedies.first { $0.isRight })
                board.terminal.type(try board.number(of: right.text))
                try await board.says("3 of 3: do it, in a second terminal", right.reply ?? "")
                try await board.says("missing ")
                for command in lesson.solution { try await Self.shell(command, kubeconfig) }
                try await board.says("done after", "\(lesson.hints.count) hints", lesson.debrief, "One way to do it", within: .seconds(120))
                board.terminal.press(.escape)
                try await board.says("done: t for the debrief")
            }
            let training = try #require(end).training
            #expect(training.isDone && training.wrongRemedies == lesson.remedies.count - 1 && training.wrongCauses == 0)
        }

        private static func look(at name: String, _ board: FastBoard) async throws {
            for (key, words) in try #require(sights[name]) {
                board.terminal.type(key)
                for word in words { try await board.says(word) }
            }
            // A question that is open is left with no.
            board.terminal.press(.escape)
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
    /// What stands on the screen, without frames and however its lines are broken; of a sheet that is open, what stands on it.
    fileprivate var words: String {
        let lines = terminal.lines.map(Array.init)
        guard let top = lines.firstIndex(where: { String($0).contains(/╭ (Lesson|Kill)/) }),
            let left = lines[top].indices.first(where: { lines[top][$0...].starts(with: "╭ Lesson") || lines[top][$0...].starts(with: "╭ Kill") }),
            let right = lines[top][left...].firstIndex(of: "╮")
        else { return Self.words(terminal.lines.joined(separator: " ")) }
        let sheet = lines[top...].prefix { left < $0.count && $0[left] != "╰" }
        return Self.words(sheet.map { String($0[left..<min(right, $0.count)]) }.joined(separator: " "))
    }

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
