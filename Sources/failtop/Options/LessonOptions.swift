import ArgumentParser

/// Which lesson, and how its cluster is served.
struct LessonOptions: ParsableArguments {
    @Option(help: "A lesson file of your own (docs/training.md).", completion: .file(extensions: ["yaml"]))
    var file: String?

    @Option(help: "Where your kubectl finds the cluster, mode 0600; removed at the end.", completion: .file())
    var kubeconfigOut: String = TrainingProgress.kubeconfig

    @Option(help: "Texts and names of the cluster follow from it. (default: 1)")
    var seed: UInt64?

    /// Nil where none is asked for.
    func lesson(_ name: String?) throws -> LessonFile? {
        if let file { return try LessonShelf.file(file) }
        return try name.map(LessonShelf.named)
    }

    /// A learner needs keys.
    static func needTerminal(_ board: BoardOptions) throws {
        if board.once { throw Failure(.usage, "--once shows nothing of a lesson; use --headless and failtop watch --once") }
        guard Output.isTerminal else {
            throw Failure(.usage, "a lesson needs a terminal; --headless serves its cluster without one, and failtop train check judges it")
        }
    }
}
