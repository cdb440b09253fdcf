import TerminalCanvas

/// Turns characters into key presses.
enum KeyDecoder {
    /// A character that was typed; nil for those that are no keys.
    static func key(character: UInt32) -> KeyPress? {
        switch character {
        case 0x0D, 0x0A: return .enter
        case 0x09: return .tab
        case 0x1B: return .escape
        case 0x7F, 0x08: return .backspace
        case 0x01...0x1A: return Unicode.Scalar(character + 0x60).map { .control(Character($0)) }
        case 0x00, 0x1C...0x1F, 0x80..<0xA0: return nil
        default: return Unicode.Scalar(character).map { .character(Character($0)) }
        }
    }
}
