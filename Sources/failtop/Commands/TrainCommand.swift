import ArgumentParser

/// Lessons on a cluster with something hidden in it.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Lessons: a cluster with something hidden in it, to be found and put right.",
        discussion: """
            failtop train                 the lessons, and how far you are
            failtop train LESSON          begin one, on the board
            failtop train exam            a random fault, and a score
            failtop train check LESSON    is it done? 0 or 1, for hosted labs
            failtop train validate FILE   is this a lesson? the line and the reason
            failtop train rehearse LESSON does its own solution reach its goal?

            Nothing else is needed, no network either. How to write a lesson:
            docs/training.md
            """,
        subcommands: [TrainStartCommand.self, TrainExamCommand.self, TrainCheckCommand.self, TrainValidateCommand.self, TrainRehearseCommand.self],
        defaultSubcommand: TrainStartCommand.self)

    /// Lessons cannot have these names.
    static let ownWords = ["start", "exam", "check", "validate", "rehearse", "help"]
}
