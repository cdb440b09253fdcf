import ArgumentParser

struct Failtop: AsyncParsableCommand {
    /// As a plugin of kubectl it says so in its usage lines.
    static let configuration = Invocation.isPlugin
        ? CommandConfiguration(
            commandName: name, _superCommandName: "kubectl", abstract: abstract, discussion: discussion, version: Version.text,
            subcommands: hidden, groupedSubcommands: groups, defaultSubcommand: WatchCommand.self)
        : CommandConfiguration(
            commandName: name, abstract: abstract, discussion: discussion, version: Version.text, subcommands: hidden,
            groupedSubcommands: groups, defaultSubcommand: WatchCommand.self)

    static let name = "failtop"
    private static let abstract = "Watch, live, what happens to people's requests when a serving pod dies on Kubernetes."

    private static let discussion = """
        Try it: failtop demo. Then s sends a request, x kills the pod that serves it.

        Exit codes: 0 pass, 1 fail, 2 usage, 3 unreachable or forbidden, 4 refused,
        5 inconclusive, 130 interrupted. Recordings are in $XDG_STATE_HOME/failtop,
        the configuration is $XDG_CONFIG_HOME/failtop/config.yaml.
        """

    private static let groups = [
        CommandGroup(name: "Watch", subcommands: [WatchCommand.self, DemoCommand.self, NotesCommand.self]),
        CommandGroup(name: "Test", subcommands: [TestCommand.self, DoctorCommand.self]),
        CommandGroup(name: "Recordings", subcommands: [ReplayCommand.self, ExportCommand.self, CompareCommand.self, HistoryCommand.self]),
        CommandGroup(name: "Operate", subcommands: [ManifestCommand.self]),
        CommandGroup(name: "Learn", subcommands: [TrainCommand.self]),
        CommandGroup(name: "Shell", subcommands: [CompletionsCommand.self, ManualCommand.self]),
    ]
    private static let hidden: [any ParsableCommand.Type] = [KeysCommand.self]
}
