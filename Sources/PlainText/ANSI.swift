/// Terminal escape sequences in text that was meant for a terminal (ECMA-48).
package enum ANSI {
    /// The text without escape sequences, in 7-bit and 8-bit form.
    package static func stripped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x1B || $0 == 0xC2 }) else { return text }
        let scalars = Array(text.unicodeScalars)
        var kept = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            if let end = EscapeSequence.end(in: scalars, at: index) {
                index = end
            } else {
                kept.append(scalars[index])
                index += 1
            }
        }
        return String(kept)
    }

    /// One line of plain text: no escape sequence, no control character (each becomes a space), no direction override,
    /// at most `limit` Unicode scalars.
    package static func plain(_ text: String, limit: Int = .max) -> String {
        if isPlain(text) { return cut(text, to: limit) }
        let bare = stripped(text)
        // Most lines are plain but for their colours.
        if isPlain(bare) { return cut(bare, to: limit) }
        var line = String.UnicodeScalarView()
        var count = 0
        for scalar in bare.unicodeScalars where !isDirectionControl(scalar) {
            guard count < limit else { break }
            line.append(isControl(scalar) ? " " : scalar)
            count += 1
        }
        return String(line)
    }

    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }

    private static func cut(_ text: String, to limit: Int) -> String {
        text.utf8.count <= limit ? text : String(text.prefix(limit))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    private static func isDirectionControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
