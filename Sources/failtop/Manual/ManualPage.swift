/// The manual page in mdoc(7): every command with its own options, and the options that several share once, by their group.
struct ManualPage {
    private let root: DumpedHelp.Command
    /// Of the version that the page describes.
    private static let date = "November 24, 2026"

    init(_ root: DumpedHelp.Command) {
        self.root = root
    }

    var text: String {
        let shared = ManualOptions.groups(of: leaves)
        var lines = head + [".Sh COMMANDS"]
        for (path, command) in commands { lines += section(path, command) }
        lines += [".Sh OPTIONS", "Groups of options that several commands take."]
        for group in shared { lines += [".Ss \(group.title)"] + ManualOptions.list(group.arguments) }
        return (lines + ManualText.tail).joined(separator: "\n")
    }

    /// Commands and their subcommands, in the order of the help.
    private var commands: [(path: String, command: DumpedHelp.Command)] {
        root.shown.flatMap { command in
            [(command.commandName, command)] + command.shown.map { ("\(command.commandName) \($0.commandName)", $0) }
        }
    }

    private var leaves: [DumpedHelp.Command] { commands.map(\.command) }

    private var head: [String] {
        [
            ".Dd \(Self.date)", ".Dt FAILTOP 1", ".Os", ".Sh NAME", ".Nm failtop", ".Nd \(ManualText.escaped(ManualText.summary))",
            ".Sh SYNOPSIS", ".Nm", ".Op Ar command", ".Op Ar options", ".Sh DESCRIPTION",
            ManualText.sentences(root.abstract ?? ""), ".Pp", "Without a command it is",
            ".Ic failtop watch .", "As a plugin it is", ".Ic kubectl failtop .",
        ]
    }

    private func section(_ path: String, _ command: DumpedHelp.Command) -> [String] {
        var lines = [".Ss failtop \(path)", ManualText.sentences(command.abstract ?? "")]
        if let discussion = command.discussion, !discussion.isEmpty {
            lines += [".Bd -literal"] + discussion.split(separator: "\n", omittingEmptySubsequences: false).map { ManualText.escaped(String($0)) }
            lines.append(".Ed")
        }
        let arguments = (command.arguments ?? []).filter { $0.shouldDisplay && !ManualOptions.isEverywhere($0) }
        lines += ManualOptions.list(arguments.filter { $0.sectionTitle == nil })
        let groups = arguments.compactMap(\.sectionTitle).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        if !groups.isEmpty { lines += [".Pp", "Groups of options: " + groups.joined(separator: ", ") + "."] }
        return lines
    }
}
