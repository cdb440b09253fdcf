/// Terminal escape sequences in text that was meant for a terminal (ECMA-48).
package enum ANSI {
    /// The text without escape sequences: CSI, OSC, DCS and their kin, in 7-bit and 8-bit form. A sequence that is not
    /// complete is dropped up to the end of its line.
    package static func stripped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x1B || $0 == 0xC2 }) else { return text }
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x1B {
                index = endOfEscape(bytes, from: index + 1)
            } else if bytes[index] == 0xC2, index + 1 < bytes.count, (0x80...0x9F).contains(bytes[index + 1]) {
                index = endOfSequence(bytes, introducer: bytes[index + 1] - 0x40, from: index + 2) ?? index + 2
            } else {
                kept.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: kept, as: UTF8.self)
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

    /// The index after an escape sequence whose ESC was read.
    private static func endOfEscape(_ bytes: [UInt8], from start: Int) -> Int {
        guard start < bytes.count else { return start }
        if let end = endOfSequence(bytes, introducer: bytes[start], from: start + 1) { return end }
        var index = start
        while index < bytes.count, (0x20...0x2F).contains(bytes[index]) { index += 1 }
        let hasFinal = index < bytes.count && (0x30...0x7E).contains(bytes[index])
        return hasFinal ? index + 1 : index
    }

    /// The index after a CSI or a control string; nil if `introducer` starts neither.
    private static func endOfSequence(_ bytes: [UInt8], introducer: UInt8, from start: Int) -> Int? {
        var index = start
        switch introducer {
        case UInt8(ascii: "["):
            while index < bytes.count, (0x20...0x3F).contains(bytes[index]) { index += 1 }
            let hasFinal = index < bytes.count && (0x40...0x7E).contains(bytes[index])
            return hasFinal ? index + 1 : index
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            while index < bytes.count, bytes[index] != 0x0A {
                if bytes[index] == 0x07 { return index + 1 }
                let next = index + 1 < bytes.count ? bytes[index + 1] : 0
                if bytes[index] == 0x1B, next == UInt8(ascii: "\\") { return index + 2 }
                if bytes[index] == 0xC2, next == 0x9C { return index + 2 }
                index += 1
            }
            return index
        default:
            return nil
        }
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
