import ClusterModel
import Foundation
import TestSupport
import Testing
@testable import TrainingModel
@testable import failtop


/// What a learner has done is kept.
struct TrainingProgressTests {
    private func training(over seconds: Double?, hints: Int = 0) -> TrainingState {
        var training = TrainingState()
        training.startedAt = .zero
        training.overAt = seconds.map { Moment(.seconds($0)) }
        if seconds != nil { training.step = .over }
        training.hints = hints
        return training
    }

    @Test func theBestRunCounts() throws {
        let lesson = try LessonCatalog.named("nobody-left").lesson
        let plan = TrainingPlan(lesson: lesson)
        var progress = TrainingProgress()
        progress.note(plan, training(over: nil), at: 1)
        #expect(progress.lessons.isEmpty, "a lesson that was left leaves no trace")
        progress.note(plan, training(over: 90, hints: 2), at: 2)
        progress.note(plan, training(over: 60, hints: 1), at: 3)
        progress.note(plan, training(over: 70), at: 4)
        #expect(progress.lessons["nobody-left"] == .init(done: 3, bestSeconds: 60, hints: 1))
        progress.note(TrainingPlan(lesson: lesson, kind: .exam(seed: 5)), training(over: nil), at: 6)
        #expect(progress.exams.map(\.seed) == [5], "an exam counts also where it was left")
        #expect(progress.exams.first?.score.points == 0)
    }

    @Test func itIsKeptAndListed() async throws {
        let state = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: state) }
        let path = state.appending(path: "failtop/training.json").path
        #expect(try TrainingProgress.read(path) == TrainingProgress())
        var progress = TrainingProgress()
        for file in try LessonCatalog.all().prefix(2) {
            progress.note(TrainingPlan(lesson: file.lesson), training(over: 61), at: 1)
        }
        try progress.write(path)
        #expect(try TrainingProgress.read(path) == progress)
        let list = try await Program.run(Program.failtop, ["train"], environment: ["XDG_STATE_HOME": state.path])
        #expect(list.exitCode == 0)
        #expect(list.output.contains(" ✓ half-an-answer           1:01  0      Half an answer"), "\(list.output)")
        #expect(list.output.contains("next: failtop train strangers-each-time"))
        try Data("{".utf8).write(to: URL(filePath: path))
        let broken = try await Program.run(Program.failtop, ["train"], environment: ["XDG_STATE_HOME": state.path])
        #expect(broken.exitCode == 2)
        #expect(broken.error == "failtop: \(path): the progress cannot be read; move the file away to begin anew\n")
    }
}
