import CNcurses
import TerminalCanvas

/// Turns what `wget_wch` returns into key presses.
struct KeyDecoder {
    /// A key that ncurses recognised by its `KEY_` code; nil for those that nothing here uses, resize included.
    static func key(code: Int32) -> KeyPress? {
        switch code {
        case KEY_UP: return .up
        case KEY_DOWN: return .down
        case KEY_LEFT: return .left
        case KEY_RIGHT: return .right
        case KEY_PPAGE: return .pageUp
        case KEY_NPAGE: return .pageDown
        case KEY_HOME: return .home
        case KEY_END: return .end
        case KEY_ENTER: return .enter
        case KEY_BTAB: return .backTab
        case KEY_BACKSPACE: return .backspace
        case KEY_DC: return .delete
        default:
            let number = nct_key_function(code)
            return number > 0 ? .function(Int(number)) : nil
        }
    }

    /// A character that was typed or pasted.
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
