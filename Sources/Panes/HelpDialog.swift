import TerminalCanvas

/// Every key that does something, from the keymap.
struct HelpDialog {
    let scene: Scene
    let moment: ShownMoment
    let scroll: Int

    private var bindings: [(keys: String, help: String)] {
        if case .recorded = moment { return ReplayKeymap.help }
        let mode: KeyMode = scene.navigation.position == .live ? .board : .past
        return Keymap.bindings.filter { $0.modes.contains(mode) }.map { (keys: $0.keyLabel, help: $0.help) }
    }

    func draw(_ canvas: inout Canvas) {
        let width = bindings.map { TextWidth.of($0.keys) }.max() ?? 0
        let lines = bindings.map { binding in
            let padding = String(repeating: " ", count: width - TextWidth.of(binding.keys) + 2)
            return StyledText(binding.keys + padding, .key) + StyledText(binding.help)
        }
        let answer = StyledText("Esc", .key) + scene.dim(" close  ") + StyledText("Up/Down", .key) + scene.dim(" scroll")
        DialogFrame(scene: scene, title: scene.title("Keys"), lines: lines, answer: answer, scroll: scroll)
            .draw(&canvas)
    }
}
