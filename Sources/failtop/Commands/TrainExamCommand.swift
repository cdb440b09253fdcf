import ArgumentParser
import TrainingModel

struct TrainExamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exam", abstract: "On call: a random fault, and a score with its reasons.",
        usage: "\(Invocation.name) train exam [<options>]",
        discussion: """
            failtop train exam
            failtop train exam --seed 42      the same for everybody

            40 points for the cause, 20 for naming it soon, 20 for the remedy, 20 for a
            cluster that is as it should be; each hint costs 5, the diagnosis (d) 10.
            60 pass. The progress keeps the score.
            """)

    @Option(help: ArgumentHelp("Which fault, which remedies to choose from, and all names follow from it; default is a random one.", valueName: "number"))
    var seed: UInt64?

    @Option(help: ArgumentHelp("Where your kubectl finds the cluster; default is train.kubeconfig in the state folder.", valueName: "file"), completion: .file())
    var kubeconfigOut: String?

    @OptionGroup(title: "Board") var board: BoardOptions
    @OptionGroup(title: "Recording") var recording: RecordingOptions

    mutating func run() async throws {
        try LessonOptions.needTerminal(board)
        let kubeconfigOut = kubeconfigOut ?? TrainingProgress.kubeconfig
        let seed = seed ?? UInt64.random(in: 1...999_999)
        let (file, lesson) = try Self.draw(seed: seed)
        let plan = TrainingPlan(lesson: lesson, kind: .exam(seed: seed), kubeconfig: LessonSession.shown(kubeconfigOut))
        let session = LessonSession(file: file, plan: plan, seed: seed, kubeconfigOut: kubeconfigOut)
        try await session.board(board, record: recording.place()?.withoutHistory)
    }

    /// The fault's own file, for its world, and what the learner is asked.
    static func draw(seed: UInt64) throws -> (LessonFile, Lesson) {
        let files = try LessonCatalog.all().filter(\.isInExam)
        guard let lesson = MockExam.draw(from: files.map(\.lesson), seed: seed),
            let file = files.first(where: { $0.lesson.name == lesson.name })
        else { throw Failure(.usage, "no lesson may be drawn for an exam") }
        return (file, lesson)
    }
}
