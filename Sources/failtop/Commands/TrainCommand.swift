import ArgumentParser

/// Lessons on a cluster with something hidden in it.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Lessons: a cluster with something hidden in it, to be found and put right.",
        discussion: """
            failtop train                  the lessons, and how far you are
            failtop train LESSON           begin one: on the board, with a sheet of its own (t)
            failtop train exam             a random fault, and a score
            failtop train check LESSON     is it done? for hosted labs: exit code 0 or 1
            failtop train validate FILE    is this a lesson? says the line and the reason where not

            Nothing else is needed, no network either. How to write a lesson: docs/training.md
            """,
        subcommands: [TrainStartCommand.self, TrainExamCommand.self, TrainCheckCommand.self, TrainValidateCommand.self],
        defaultSubcommand: TrainStartCommand.self)

    /// Lessons cannot have these names.
    static let ownWords = ["start", "exam", "check", "validate", "help"]
}
