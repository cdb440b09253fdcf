import Foundation
import TerminalCanvas
import TestSupport
import Testing
import TrainingModel

@testable import failtop

extension FastTimeTests {
    /// Lessons and exams on the board, by keys and the real kubectl, on a fast clock.
    @Suite(.timeLimit(.minutes(3)))
    @MainActor
    struct FastBoardTests {
        private static func session(_ file: LessonFile, _ plan: TrainingPlan, seed: UInt64 = 1, _ time: FastTime) -> LessonSession {
            let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
            return LessonSession(file: file, plan: plan, seed: seed, kubeconfigOut: "\(folder)/train.kubeconfig", clock: time.cluster)
        }

        private static func exam(seed: UInt64, _ time: FastTime) throws -> LessonSession {
            let (file, lesson) = try TrainExamCommand.draw(seed: seed)
            return session(file, TrainingPlan(lesson: lesson, kind: .exam(seed: seed)), seed: seed, time)
        }

        @Test func aLessonFromTheSheetToTheDebrief() async throws {
            let time = FastTime()
            let file = try LessonCatalog.named("nobody-left")
            let session = Self.session(file, TrainingPlan(lesson: file.lesson, kubeconfig: "~/lab"), time)
            defer { try? FileManager.default.removeItem(at: URL(filePath: session.kubeconfigOut).deletingLastPathComponent()) }
            let end = try await FastBoard.with(lesson: session, time, size: Size(columns: 120, rows: 36)) { board in
                let sheet = try await board.shows("Lesson · Nobody left", "what is the cause?", "1/3 find the cause")
                #expect(!sheet.contains("insufficient-replicas"))
                board.terminal.type("3")
                try await board.shows("not networking")
                board.terminal.type("h1")
                try await board.shows("what puts it right?", "1 hint")
                board.terminal.type("2")
                try await board.shows("3 of 3: do it", "export KUBECONFIG=~/lab", "of 2 engines ready")
                try await board.kubectl("scale", "deployment", "vllm-opt125m-deployment-vllm", "--replicas", "2")
                board.terminal.press(.escape)
                try await board.shows("3/3 do it", "of 2 engines ready")
                try await board.shows("done after", "1 hint · 1 wrong answer", "What happened", "you named networking: wrong", "T0 fault seen, incident 1")
                board.terminal.press(.escape)
                try await board.shows("done: t for the debrief", "● LIVE 2/2")
            }
            var progress = TrainingProgress()
            let state = try #require(end)
            progress.note(session.plan, state.training, at: state.start.wallClock(at: state.now))
            #expect(progress.lessons["nobody-left"]?.done == 1 && progress.lessons["nobody-left"]?.hints == 1)
            // A model load of eight seconds lies between; of the cluster's time, not of the test's.
            #expect(try #require(progress.lessons["nobody-left"]?.bestSeconds) > 8)
        }

        /// The fault of seed 4: the router's service has no endpoints.
        @Test func anExamToItsScore() async throws {
            let time = FastTime()
            let session = try Self.exam(seed: 4, time)
            defer { try? FileManager.default.removeItem(at: URL(filePath: session.kubeconfigOut).deletingLastPathComponent()) }
            let end = try await FastBoard.with(lesson: session, time, size: Size(columns: 100, rows: 40)) { board in
                let sheet = try await board.shows("Exam · On call", "1 of 3")
                #expect(!sheet.contains("silent") && !sheet.contains("selector"), "nothing gives it away")
                board.terminal.type("3")
                let choices = try await board.shows("2 of 3", "Repair the selector of the router's service")
                board.terminal.type(String(try #require(choices.firstMatch(of: /([1-5]) Repair the selector/)).1))
                try await board.shows("3 of 3")
                try await board.kubectl("patch", "service", "vllm-router-service", "-p", #"{"spec":{"selector":{"release":"router"}}}"#)
                try await board.shows("100 of 100 points, passed", "the cause was named at once", "Look at endpoints")
            }
            #expect(TrainingScore(try #require(end).training).points == 100)
        }

        @Test func anExamThatIsLeftEarlyIsScored() async throws {
            let time = FastTime()
            let session = try Self.exam(seed: 42, time)
            defer { try? FileManager.default.removeItem(at: URL(filePath: session.kubeconfigOut).deletingLastPathComponent()) }
            let end = try await FastBoard.with(lesson: session, time, size: Size(columns: 100, rows: 30)) { board in
                try await board.shows("Exam · On call", "The pager rings")
                board.terminal.type("h")
                board.terminal.press(.escape)
                try await board.shows("1 hint ·")
            }
            let score = TrainingScore(try #require(end).training)
            #expect(score.points == 0 && !score.isPassed)
            #expect(score.reasons.contains { $0.text == "the cause was not named" }, "\(score.reasons)")
        }
    }
}
