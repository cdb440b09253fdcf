import ArgumentParser
import KubernetesClient
import TerminalCanvas

struct TrainCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Is the lesson done? Looks at its running cluster and changes nothing.",
        usage: "\(Invocation.name) train check [<lesson>] [<options>]",
        discussion: """
            failtop train check first-failover --kubeconfig lab.kubeconfig

            Exit codes: 0 done, 1 not yet (what is missing is printed), 2 usage,
            3 the cluster cannot be reached.
            """)

    @Argument(help: "The lesson's name.", completion: .custom { _, _, _ in TrainStartCommand.names })
    var lesson: String?

    @Option(help: ArgumentHelp("A lesson file of your own.", valueName: "file"), completion: .file(extensions: ["yaml"]))
    var file: String?

    @Option(help: ArgumentHelp("The cluster's kubeconfig; default is train.kubeconfig in the state folder.", valueName: "file"), completion: .file())
    var kubeconfig: String?

    @Option(help: ArgumentHelp("How long the goal may take to be reached.", valueName: "time"), transform: DurationArgument.parse)
    var wait: DurationArgument = DurationArgument(.seconds(10))

    mutating func validate() throws {
        guard (lesson == nil) != (file == nil) else { throw ValidationError("name the LESSON, or its file with --file FILE") }
        guard wait.duration > .zero else { throw ValidationError("--wait must be longer than nothing") }
    }

    mutating func run() async throws {
        let lesson = try file.map(LessonCatalog.file)?.lesson ?? LessonCatalog.named(lesson ?? "").lesson
        let access = ClusterAccess.kubectl(.init(kubeconfig: kubeconfig ?? TrainingProgress.kubeconfig))
        let state = try await LessonInspection(lesson: lesson, access: access, patience: wait.duration).look()
        if state.training.isDone { return Output.print("done") }
        guard state.sources[.pods].isLive else {
            throw Failure(.unreachable, state.unreachable ?? "the pods cannot be read")
        }
        for missing in state.training.missing { Output.print(Sanitiser.line("not yet: \(missing)")) }
        throw Failure(.fail, nil)
    }
}
