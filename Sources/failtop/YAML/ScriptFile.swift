import BoardRuntime
import DemoCluster
import Foundation
import Panes
import YAMLFiles

/// A story in a file; docs/stage.md tells what is in it.
enum ScriptFile {
    static func load(_ path: String) throws -> Show {
        try WrittenFile.read(path, parse)
    }

    /// The story that comes with the program.
    static func builtIn() throws -> Show {
        try WrittenFile.refusing { try parse(String(decoding: BundledFiles.show, as: UTF8.self), file: "failover.yaml") }
    }

    /// - Parameter file: the name for errors.
    /// - Throws: `YAMLFileError` with the line of what is wrong, unknown keys included.
    static func parse(_ text: String, file: String) throws -> Show {
        let root = try YAMLNode(yaml: text, file: file)
        var title: String?
        var acts: [Show.Act] = []
        for (key, value) in try root.members() {
            switch try key.text() {
            case "title": title = try value.text()
            case "acts": acts = try value.elements().map(act)
            default: throw key.unknown("key", among: ["title", "acts"])
            }
        }
        guard let title else { throw root.fault("the key title is missing") }
        guard !acts.isEmpty else { throw root.fault("the key acts is missing, or has no act") }
        return Show(title: title, acts: acts)
    }

    private static func act(_ node: YAMLNode) throws -> Show.Act {
        var name: String?
        var act = Show.Act(name: "", cues: [])
        for (key, value) in try node.members() {
            switch try key.text() {
            case "name": name = try value.text()
            case "notes": act.notes = try value.text()
            case "cluster": act.stage = try stage(value)
            case "cues": act.cues = try value.elements().map(cue)
            default: throw key.unknown("key", among: ["name", "notes", "cluster", "cues"])
            }
        }
        guard let name else { throw node.fault("the key name is missing") }
        act.name = name
        return act
    }

    private static func stage(_ node: YAMLNode) throws -> Show.Stage {
        var stage = Show.Stage()
        for (key, value) in try node.members() {
            switch try key.text() {
            case "scenario":
                let name = try value.text()
                guard DemoCluster.Scenario.all.contains(name) else {
                    throw value.unknown("scenario", among: DemoCluster.Scenario.all)
                }
                stage.scenario = name
            case "resume-in-router": stage.resumesInRouter = try value.flag()
            default: throw key.unknown("key", among: ["scenario", "resume-in-router"])
            }
        }
        return stage
    }

    private static func cue(_ node: YAMLNode) throws -> Show.Cue {
        var members = try node.members()
        let within = try members.firstIndex { try $0.key.text() == "within" }.map { members.remove(at: $0) }
        guard members.count == 1, let (key, value) = members.first else {
            throw node.fault("expected one of say, rest, wait and press, and nothing beside it but within for wait")
        }
        if let within, try key.text() != "wait" { throw within.key.fault("within goes with wait") }
        switch try key.text() {
        case "say": return .say(try value.textOrNull())
        case "rest": return .rest(try value.duration())
        case "wait": return .wait(try condition(value), within: try within?.value.duration() ?? Show.patience)
        case "press":
            let label = try value.text()
            guard let press = Keymap.key(label: label) else {
                throw value.fault("no key is called \(label); docs/KEYS.md lists them")
            }
            return .press(press)
        default: throw key.unknown("cue", among: ["say", "rest", "wait", "press"])
        }
    }

    private static func condition(_ node: YAMLNode) throws -> Show.Condition {
        if let members = try? node.members(), members.count == 1, let (key, value) = members.first {
            let number = try value.count(1...100_000)
            guard let condition = Show.Condition(name: try key.text(), number: number) else {
                throw key.unknown("condition", among: Show.Condition.names)
            }
            return condition
        }
        guard let condition = Show.Condition(name: try node.text()) else {
            throw node.unknown("condition", among: Show.Condition.names)
        }
        return condition
    }
}
