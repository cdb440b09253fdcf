/// Options as mdoc(7) lists them.
enum ManualOptions {
    struct Group {
        var title: String
        var arguments: [DumpedHelp.Argument]
    }

    /// The titled groups of all commands, each with every option that it has anywhere.
    static func groups(of commands: [DumpedHelp.Command]) -> [Group] {
        var groups: [Group] = []
        for argument in commands.flatMap({ $0.arguments ?? [] }) where argument.shouldDisplay {
            guard let title = argument.sectionTitle else { continue }
            let index = groups.firstIndex { $0.title == title } ?? groups.endIndex
            if index == groups.endIndex { groups.append(Group(title: title, arguments: [])) }
            if !groups[index].arguments.contains(where: { key($0) == key(argument) }) { groups[index].arguments.append(argument) }
        }
        return groups
    }

    /// `--help` and `--version`, which every command takes.
    static func isEverywhere(_ argument: DumpedHelp.Argument) -> Bool { ["-help", "-version"].contains(key(argument)) }

    static func list(_ arguments: [DumpedHelp.Argument]) -> [String] {
        guard !arguments.isEmpty else { return [] }
        return [".Bl -tag -width Ds"] + arguments.flatMap { [".It \(tag($0))", words($0)] } + [".El"]
    }

    private static func key(_ argument: DumpedHelp.Argument) -> String {
        argument.names?.map(\.text).max { $0.count < $1.count } ?? argument.valueName ?? ""
    }

    private static func tag(_ argument: DumpedHelp.Argument) -> String {
        let value = "Ar \(argument.valueName ?? "value")" + (argument.isRepeating && argument.kind == .positional ? " ..." : "")
        let names = (argument.names ?? []).sorted { $0.text.count < $1.text.count }.map { "Fl \($0.text)" }.joined(separator: " , ")
        switch argument.kind {
        case .positional: return value
        case .option: return "\(names) \(value)"
        case .flag: return names
        }
    }

    private static func words(_ argument: DumpedHelp.Argument) -> String {
        var text = argument.abstract ?? ""
        if let values = argument.allValues, !values.isEmpty { text += " One of " + values.joined(separator: ", ") + "." }
        if let value = argument.defaultValue, argument.kind != .flag { text += " (default: \(value))" }
        return ManualText.sentences(text.isEmpty ? "No description." : text)
    }
}
