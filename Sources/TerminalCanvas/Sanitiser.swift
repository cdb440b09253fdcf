import PlainText

/// Makes text from outside safe to show. Pod names, log lines and model tokens may hold anything; nothing that a
/// terminal would obey, reorder or measure differently from us gets past here.
package enum Sanitiser {
    /// One line: like `text`, with line breaks as spaces.
    package static func line(_ text: String) -> String {
        isPlain(text, newlines: false) ? text : clean(text, newlines: false)
    }

    /// Keeps line breaks. Escape sequences (ECMA-48: CSI, OSC, DCS and the short ones) and formatting characters
    /// (bidi controls, joiners, tags, variation selectors, skin tones) go; other control characters become `�`.
    package static func text(_ text: String) -> String {
        isPlain(text, newlines: true) ? text : clean(text, newlines: true)
    }

    private static func isPlain(_ text: String, newlines: Bool) -> Bool {
        text.utf8.allSatisfy { (0x20..<0x7F).contains($0) || (newlines && $0 == 0x0A) }
    }

    private static func clean(_ text: String, newlines: Bool) -> String {
        var out = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        var marks = 0
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if let end = EscapeSequence.end(in: scalars, at: index) {
                index = end
                continue
            }
            index += 1
            if scalar == "\r", index < scalars.count, scalars[index] == "\n" { continue }
            guard let safe = replacement(for: scalar, newlines: newlines) else { continue }
            // A terminal cell holds a base and a few marks; towers of marks would spill over the lines above.
            marks = TextWidth.of(safe) == 0 && safe != "\n" ? marks + 1 : 0
            if marks > 0, marks > 3 || out.isEmpty || out.last == "\n" { continue }
            out.append(safe)
        }
        return String(out)
    }

    private static func replacement(for scalar: Unicode.Scalar, newlines: Bool) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x20..<0x7F: return scalar
        case 0x0A, 0x0D, 0x0B, 0x0C, 0x85, 0x2028, 0x2029: return newlines ? "\n" : " "
        case 0x09, 0xA0: return " "
        case 0x1F3FB...0x1F3FF, 0xFE00...0xFE0F, 0xE0000...0xE0FFF, 0x115F...0x1160, 0x3164, 0xFFA0, 0x34F: return nil
        case 0x1F1E6...0x1F1FF: return Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41)  // flags: terminals disagree
        default: break
        }
        switch scalar.properties.generalCategory {
        case .format: return nil
        case .control, .surrogate, .unassigned: return "\u{FFFD}"
        case .spaceSeparator: return " "
        default: return scalar
        }
    }
}
