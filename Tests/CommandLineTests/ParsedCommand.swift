import ArgumentParser

@testable import failtop

extension Failtop {
    /// As `parseAsRoot`, but with the named command as the root: a debug build looks through all commands below a root each time.
    static func parsed(_ words: [String]) throws -> any ParsableCommand {
        let commands = configuration.groupedSubcommands.flatMap(\.subcommands) + configuration.subcommands
        guard let name = words.first, let command = commands.first(where: { $0._commandName == name }) else { return try parseAsRoot(words) }
        return try command.parseAsRoot(Array(words.dropFirst()))
    }
}
