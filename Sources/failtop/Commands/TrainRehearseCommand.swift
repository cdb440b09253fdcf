import ArgumentParser

struct TrainRehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse", abstract: "Try a lesson's own solution: not done before, done after.",
        discussion: """
            failtop train rehearse first-failover
            failtop train rehearse --file my-lesson.yaml

            Serves the lesson's cluster and runs its solution, with your kubectl.
            Exit codes: 0 a sound lesson, 1 it is not (says why), 2 usage.
            """)

    @Argument(help: "The lesson's name.", completion: .custom { _, _, _ in TrainStartCommand.names })
    var lesson: String?

    @Option(help: ArgumentHelp("A lesson file of your own.", valueName: "file"), completion: .file(extensions: ["yaml"]))
    var file: String?

    mutating func validate() throws {
        guard (lesson == nil) != (file == nil) else { throw ValidationError("name the LESSON, or its file with --file FILE") }
    }

    mutating func run() async throws {
        let file = try file.map(LessonCatalog.file) ?? LessonCatalog.named(lesson ?? "")
        guard !file.lesson.solution.isEmpty else { throw Failure(.usage, "\(file.lesson.name) has no solution to rehearse") }
        try await LessonRehearsal(file: file).run()
    }
}
