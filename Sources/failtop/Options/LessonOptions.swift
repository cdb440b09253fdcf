import ArgumentParser

/// Which lesson, and how its cluster is served.
struct LessonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A lesson file of your own (docs/training.md).", valueName: "file"), completion: .file(extensions: ["yaml"]))
    var file: String?

    @Option(help: ArgumentHelp("Where your kubectl finds the cluster; default is train.kubeconfig in the state folder.", valueName: "file"), completion: .file())
    var kubeconfigOut: String?

    @Option(help: ArgumentHelp("Texts and names of the cluster follow from it. (default: 1)", valueName: "number"))
    var seed: UInt64?

    /// Nil where none is asked for.
    func lesson(_ name: String?) throws -> LessonFile? {
        if let file { return try LessonCatalog.file(file) }
        return try name.map(LessonCatalog.named)
    }

    /// A learner needs keys.
    static func needTerminal(_ board: BoardOptions) throws {
        if board.once { throw Failure(.usage, "--once shows nothing of a lesson; use --headless and failtop watch --once") }
        guard Output.isTerminal else {
            throw Failure(.usage, "a lesson needs a terminal; --headless serves its cluster without one, and failtop train check judges it")
        }
    }
}
