import TerminalCanvas

/// Keys by the names that the keys page has for them.
extension Keymap {
    package static func key(label: String) -> KeyPress? {
        bindings.first { $0.keyLabel == label }?.keys.first
    }

    package static func label(of key: KeyPress) -> String {
        bindings.first { $0.keys.contains(key) }?.keyLabel ?? "\(key)"
    }
}
