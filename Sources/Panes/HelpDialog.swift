import TerminalCanvas

/// Every key that does something, from the keymap.
struct HelpDialog {
    let scene: Scene
    let scroll: Int

    func draw(_ canvas: inout Canvas) {
        let mode: KeyMode = scene.navigation.position == .live ? .board : .past
        let bindings = Keymap.bindings.filter { $0.modes.contains(mode) }
        let width = bindings.map { TextWidth.of($0.keyLabel) }.max() ?? 0
        let lines = bindings.map { binding in
            let padding = String(repeating: " ", count: width - TextWidth.of(binding.keyLabel) + 2)
            return StyledText(binding.keyLabel + padding, .key) + StyledText(binding.help)
        }
        let answer = StyledText("Esc", .key) + scene.dim(" close  ") + StyledText("Up/Down", .key) + scene.dim(" scroll")
        DialogFrame(scene: scene, title: scene.title("Keys"), lines: lines, answer: answer, scroll: scroll)
            .draw(&canvas)
    }
}
