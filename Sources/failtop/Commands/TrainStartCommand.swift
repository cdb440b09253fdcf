import ArgumentParser
import Foundation
import Panes
import TrainingModel

struct TrainStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Begin a lesson; without one, list them.",
        discussion: """
            failtop train first-failover
            failtop train --file my-lesson.yaml
            failtop train first-failover --headless    only the cluster, for a lab
            """)

    @Argument(help: "The lesson's name; none lists them.", completion: .custom { _, _, _ in TrainStartCommand.names })
    var lesson: String?

    @OptionGroup(title: "Lesson") var options: LessonOptions
    @OptionGroup(title: "Board") var board: BoardOptions
    @OptionGroup(title: "Recording") var recording: RecordingOptions

    @Flag(help: "Serve only the lesson's cluster, until interrupted. Prints one JSON line that says where.")
    var headless = false

    mutating func validate() throws {
        if lesson != nil, options.file != nil { throw ValidationError("a LESSON and --file FILE exclude each other") }
        if lesson == nil, options.file == nil, headless { throw ValidationError("--headless needs a lesson") }
    }

    mutating func run() async throws {
        guard let file = try options.lesson(lesson) else { return try list() }
        let kubeconfig = options.kubeconfigOut ?? TrainingProgress.kubeconfig
        let plan = TrainingPlan(lesson: file.lesson, kubeconfig: LessonSession.shown(kubeconfig))
        let session = LessonSession(file: file, plan: plan, seed: options.seed ?? 1, kubeconfigOut: kubeconfig)
        if headless { return try await serve(session) }
        try LessonOptions.needTerminal(board)
        try await session.board(board, record: recording.place()?.withoutHistory)
    }

    private func serve(_ session: LessonSession) async throws {
        try await session.serve { addresses in
            try Announcement.print(addresses, kubeconfig: session.kubeconfigOut)
            await Interruption.wait()
        }
    }

    private func list() throws {
        let progress = try TrainingProgress.read()
        let rows = try LessonCatalog.all().map { file in
            let record = progress.lessons[file.lesson.name] ?? .init()
            return LessonTable.Row(lesson: file.lesson, done: record.done, bestSeconds: record.bestSeconds, hints: record.hints)
        }
        for line in LessonTable(rows: rows, ascii: board.look.ascii).lines(columns: Output.columns) { Output.print(line) }
        let next = rows.first { $0.done == 0 }?.lesson.name
        Output.print("")
        Output.print(next.map { "next: failtop train \($0)" } ?? "all done: failtop train exam")
        if let exam = progress.exams.map(\.score.points).max() {
            Output.print("exams: \(progress.exams.count), best \(exam) of \(TrainingScore.best)")
        }
    }

    static var names: [String] { ((try? LessonCatalog.all()) ?? []).map(\.lesson.name) }
}
