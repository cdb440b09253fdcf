/// Text from outside, made safe to print: a terminal obeys nothing in it, and XML can hold it.
///
/// Control characters become their pictures (`␛`), so that a quotation still shows what was there. Formatting
/// characters, which reorder or hide text, go.
enum OutsideText {
    /// On one line.
    static func line(_ text: String) -> String { safe(text, newline: " ") }

    /// Line breaks stay.
    static func block(_ text: String) -> String { safe(text, newline: "\n") }

    private static func safe(_ text: String, newline: Unicode.Scalar) -> String {
        var out = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { last = scalar }
            if scalar == "\n", last == "\r" { continue }
            if let safe = replacement(for: scalar, newline: newline) { out.append(safe) }
        }
        return String(out)
    }

    private static func replacement(for scalar: Unicode.Scalar, newline: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: return newline
        case 0x09: return " "
        case 0x00..<0x20: return Unicode.Scalar(0x2400 + scalar.value)
        case 0x20..<0x7F: return scalar
        case 0x7F: return "\u{2421}"
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
