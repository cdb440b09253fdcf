import FailoverModel
import TerminalCanvas

/// The keys as data: they drive dispatch, the footer, the help and the keys page of the documentation.
package enum Keymap {
    /// What a key asks for in this state of the navigation; nil where it does nothing.
    package static func action(for key: KeyPress, in navigation: NavigationState) -> Action? {
        let mode = KeyMode(navigation)
        if case .mouse(let mouse) = key { return mode.takesText || mode == .confirm ? nil : action(for: mouse.kind) }
        if let binding = bindings.first(where: { $0.modes.contains(mode) && $0.keys.contains(key) }) {
            return binding.action
        }
        // What acts on the present only is refused with the reason, and not swallowed.
        if mode == .past, let binding = bindings.first(where: { $0.modes.contains(.board) && $0.keys.contains(key) }) {
            return binding.action
        }
        if mode == .lesson, case .character(let character) = key, character.isASCII, let number = character.wholeNumberValue {
            return .choose(number)
        }
        if mode.takesText, case .character(let character) = key {
            let text = Sanitiser.line(String(character))
            return text.isEmpty ? nil : .type(text)
        }
        return nil
    }

    /// What pasted text asks for: it is typed where text is, on one line, and does nothing elsewhere.
    package static func action(forPaste text: String, in navigation: NavigationState) -> Action? {
        guard KeyMode(navigation).takesText else { return nil }
        let line = Sanitiser.line(text).split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        return line.isEmpty ? nil : .type(String(line.prefix(longestPaste)))
    }

    /// The longest name of a Kubernetes object.
    private static let longestPaste = 253

    private static func action(for mouse: MousePress.Kind) -> Action? {
        switch mouse {
        case .wheelUp: .move(.up)
        case .wheelDown: .move(.down)
        case .click: nil
        }
    }

    /// Everything that does something, as a Markdown page.
    package static func markdown() -> String {
        var lines = ["# Keys", ""]
        for mode in KeyMode.allCases {
            lines += ["## \(mode.heading)", "", "| key | what it does |", "|---|---|"]
            for binding in bindings where binding.modes.contains(mode) {
                lines.append("| `\(binding.keyLabel.replacingBars)` | \(binding.help.replacingBars) |")
            }
            if mode.takesText { lines += ["| any character | Type it. |", "| pasted text | Type it, on one line. |"] }
            if mode == .lesson { lines.append("| `1` … `9` | Give this answer. |") }
            lines.append("")
        }
        lines += ReplayKeymap.markdown
        return lines.dropLast().joined(separator: "\n") + "\n"
    }
}

extension KeyMode {
    fileprivate var heading: String {
        switch self {
        case .board: "On the board"
        case .past: "While playback is paused, or behind live"
        case .help: "In the help"
        case .details: "In the details"
        case .diagnosis: "In the diagnosis"
        case .log: "In the log of a pod"
        case .filter: "While the filter is typed"
        case .confirm: "When a kill is to be confirmed"
        case .typing: "When the pod's name must be typed"
        case .chooser: "When a pod is chosen"
        case .incidents: "In the list of incidents"
        case .answers: "In the list of answers"
        case .faults: "When a fault is chosen"
        case .lesson: "In the sheet of a lesson"
        case .leaving: "When a lesson is about to be left"
        }
    }
}

extension String {
    /// Bars would end the cells of a Markdown table.
    fileprivate var replacingBars: String { split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
}
