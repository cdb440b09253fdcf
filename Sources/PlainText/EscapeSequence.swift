/// Finds the end of a terminal control sequence (ECMA-48 §5.4 and §5.6), in its 7-bit and 8-bit forms.
package enum EscapeSequence {
    /// Control strings without an end would swallow everything after them; longer ones lose only their introducer.
    private static let longest = 4096

    /// The index after the sequence that starts at `start`, or nil when none does.
    package static func end(in scalars: [Unicode.Scalar], at start: Int) -> Int? {
        switch scalars[start].value {
        case 0x1B:
            guard start + 1 < scalars.count else { return start + 1 }
            switch scalars[start + 1] {
            case "[": return controlSequence(in: scalars, from: start + 2)
            case "]", "P", "X", "^", "_": return controlString(in: scalars, from: start + 2)
            default: return short(in: scalars, from: start + 1)
            }
        case 0x9B: return controlSequence(in: scalars, from: start + 1)
        case 0x90, 0x98, 0x9D, 0x9E, 0x9F: return controlString(in: scalars, from: start + 1)
        default: return nil
        }
    }

    /// Parameters, intermediates, one final byte.
    private static func controlSequence(in scalars: [Unicode.Scalar], from start: Int) -> Int {
        var index = start
        while index < scalars.count, (0x20...0x3F).contains(scalars[index].value) { index += 1 }
        guard index < scalars.count, (0x40...0x7E).contains(scalars[index].value) else { return index }
        return index + 1
    }

    /// Up to BEL or ST; a line break also ends it, so that a log line cannot hide the next one.
    private static func controlString(in scalars: [Unicode.Scalar], from start: Int) -> Int {
        for index in start..<min(scalars.count, start + longest) {
            switch scalars[index].value {
            case 0x07, 0x9C: return index + 1
            case 0x0A, 0x0D: return index
            case 0x1B: return index + 1 < scalars.count && scalars[index + 1] == "\\" ? index + 2 : index
            default: continue
            }
        }
        return start
    }

    /// Intermediates and one final byte, such as `ESC ( B` or `ESC c`.
    private static func short(in scalars: [Unicode.Scalar], from start: Int) -> Int {
        var index = start
        while index < scalars.count, (0x20...0x2F).contains(scalars[index].value) { index += 1 }
        guard index < scalars.count, (0x30...0x7E).contains(scalars[index].value) else { return index }
        return index + 1
    }
}
