import FailoverModel
import TerminalCanvas

/// What a viewer can ask of a replay.
package enum ReplayAction: Sendable, Equatable {
    case quit
    case togglePlaying
    case step
    case stepBack
    case previousMark
    case nextMark
    /// To this tenth of the recording.
    case jump(tenths: Int)
    case seek(seconds: Double)
    case slower
    case faster
    /// Back to the run that the recording stands in for.
    case leave
    case redraw
    case suspend
    /// Only the view changes.
    case view(Action)
}

/// The keys of a replay as data: they drive dispatch and the keys page.
package enum ReplayKeymap {
    package struct Binding: Sendable {
        package let keys: [KeyPress]
        package let keyLabel: String
        package let action: ReplayAction
        package let help: String
    }

    package static let bindings: [Binding] = [
        Binding(keys: [.character(" ")], keyLabel: "space", action: .togglePlaying, help: "Pause, or go on."),
        Binding(keys: [.character(".")], keyLabel: ".", action: .step, help: "One event forward."),
        Binding(keys: [.character(",")], keyLabel: ",", action: .stepBack, help: "One event back."),
        Binding(keys: [.character("[")], keyLabel: "[", action: .previousMark, help: "To the mark before."),
        Binding(keys: [.character("]")], keyLabel: "]", action: .nextMark, help: "To the next mark."),
        Binding(keys: [.left], keyLabel: "Left", action: .seek(seconds: -5), help: "Five seconds back."),
        Binding(keys: [.right], keyLabel: "Right", action: .seek(seconds: 5), help: "Five seconds forward."),
        Binding(keys: [.character("<")], keyLabel: "<", action: .slower, help: "Half as fast."),
        Binding(keys: [.character(">")], keyLabel: ">", action: .faster, help: "Twice as fast."),
        Binding(keys: [.character("z")], keyLabel: "z", action: .view(.zoomFocused), help: "The pane in focus full screen; again to go back."),
        Binding(keys: [.character("P")], keyLabel: "P", action: .view(.present), help: "Presenter mode, large for a room; again to go back."),
        Binding(keys: [.character("R")], keyLabel: "R", action: .leave, help: "Back to the run, where the recording stands in for one."),
        Binding(keys: [.character("q"), .control("c")], keyLabel: "q", action: .quit, help: "End."),
        Binding(keys: [.control("l")], keyLabel: "Ctrl-L", action: .redraw, help: "Draw the screen again."),
        Binding(keys: [.control("z")], keyLabel: "Ctrl-Z", action: .suspend, help: "Back to the shell; fg continues."),
    ]

    /// All that does something here, with its own keys first.
    static var help: [(keys: String, help: String)] {
        let own = bindings.map { (keys: $0.keyLabel, help: $0.help) } + [(keys: "0-9", help: "To that tenth of the recording.")]
        let others = Keymap.bindings.filter { binding in
            guard binding.modes.contains(.past), case .view? = action(for: binding.action) else { return false }
            return !own.contains { $0.keys == binding.keyLabel }
        }
        return own + others.map { (keys: $0.keyLabel, help: $0.help) }
    }

    /// Everything else that only moves about is as on the board; nothing here can send or kill.
    package static func action(for key: KeyPress, in navigation: NavigationState) -> ReplayAction? {
        if navigation.dialog == nil {
            if let binding = bindings.first(where: { $0.keys.contains(key) }) { return binding.action }
            if case .character(let character) = key, let digit = character.wholeNumberValue, character.isASCII {
                return .jump(tenths: digit)
            }
        }
        return action(for: Keymap.action(for: key, in: navigation))
    }

    /// What an action of the board is in a recording; nil for what nothing can come of.
    private static func action(for action: Action?) -> ReplayAction? {
        switch action {
        case .quit, .interrupt: return .quit
        case .redraw: return .redraw
        case .suspend: return .suspend
        case .send, .killActive, .killChosen, .toggleArmed, .pause, .nextCue, .slower, .startOver, .fallBack, nil: return nil
        case .some(let action): return .view(action)
        }
    }

    /// The section of the keys page.
    static var markdown: [String] {
        ["## In a replay", "", "| key | what it does |", "|---|---|"]
            + bindings.map { "| `\($0.keyLabel)` | \($0.help) |" } + ["| `0` … `9` | To this tenth of the recording. |", ""]
    }
}
