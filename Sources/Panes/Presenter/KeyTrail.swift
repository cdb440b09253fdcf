import ClusterModel
import FailoverModel
import TerminalCanvas

/// The last keys that were pressed, for those who cannot see the keyboard.
struct KeyTrail {
    let scene: Scene

    /// How long a key is shown.
    private static let lifetime = Duration.seconds(12)

    var text: StyledText {
        var text = StyledText()
        for step in scene.navigation.trail where scene.state.now - step.at < Self.lifetime {
            guard let binding = Self.binding(of: step) else { continue }
            text += StyledText(" \(binding.keyLabel) ", Style(.key, bold: true, reverse: true))
                + StyledText(" \(binding.label)  ", Style(.plain, bold: true))
        }
        return text
    }

    private static func binding(of step: KeyStep) -> KeyBinding? {
        let bindings = Keymap.bindings.filter { $0.action == step.action }
        guard let mode = KeyMode.of(step.dialog) else {
            return bindings.first { $0.modes.contains(.board) } ?? bindings.first { $0.modes.contains(.past) }
        }
        return bindings.first { $0.modes.contains(mode) }
    }
}
