import Algorithms

/// The fields of a flat JSON object on one line: enough for structured logs, without a JSON library.
enum JSONLogLine {
    /// The top-level scalars as text, numbers as they are written (ids beyond 2^53 stay whole); nested values are left
    /// out. Nil if the line is not one complete object.
    static func fields(_ line: String) -> [String: String]? {
        var scanner = Scanner(bytes: Array(line.utf8)[...])
        return scanner.object()
    }

    private struct Scanner {
        var bytes: ArraySlice<UInt8>

        mutating func object() -> [String: String]? {
            guard next() == UInt8(ascii: "{") else { return nil }
            var fields: [String: String] = [:]
            while true {
                guard next() == UInt8(ascii: "\""), let key = string(), next() == UInt8(ascii: ":") else { return nil }
                skipSpaces()
                if bytes.first == UInt8(ascii: "\"") {
                    bytes.removeFirst()
                    guard let value = string() else { return nil }
                    fields[key] = value
                } else {
                    let value = skipValue()
                    if let scalar = Self.scalar(value) { fields[key] = scalar }
                }
                switch next() {
                case UInt8(ascii: ","): continue
                case UInt8(ascii: "}"): return fields
                default: return nil
                }
            }
        }

        private mutating func skipSpaces() {
            bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 }
        }

        private mutating func next() -> UInt8? {
            skipSpaces()
            return bytes.popFirst()
        }

        /// Numbers, literals and nested values up to the next comma or brace of this level.
        private mutating func skipValue() -> ArraySlice<UInt8> {
            let start = bytes
            var depth = 0
            func passed() -> ArraySlice<UInt8> { start[..<bytes.startIndex] }
            while let byte = bytes.first {
                switch byte {
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}") where depth == 0, UInt8(ascii: ",") where depth == 0: return passed()
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                case UInt8(ascii: "\""):
                    bytes.removeFirst()
                    _ = string()
                    continue
                default: break
                }
                bytes.removeFirst()
            }
            return passed()
        }

        private static func scalar(_ value: ArraySlice<UInt8>) -> String? {
            guard let first = value.first, first != UInt8(ascii: "{"), first != UInt8(ascii: "[") else { return nil }
            return String(decoding: value.trimmingSuffix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
        }

        /// The rest of a string whose opening quote was read.
        private mutating func string() -> String? {
            var text: [UInt8] = []
            while let byte = bytes.popFirst() {
                if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
                guard byte == UInt8(ascii: "\\") else {
                    text.append(byte)
                    continue
                }
                guard let escaped = bytes.popFirst() else { return nil }
                switch escaped {
                case UInt8(ascii: "n"): text.append(0x0A)
                case UInt8(ascii: "t"): text.append(0x09)
                case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"): text.append(0x20)
                case UInt8(ascii: "u"): text += unicode()
                default: text.append(escaped)
                }
            }
            return nil
        }

        private mutating func unicode() -> [UInt8] {
            guard let first = hexadecimal() else { return Array("\u{FFFD}".utf8) }
            guard (0xD800...0xDBFF).contains(first), bytes.starts(with: Array("\\u".utf8)) else { return utf8(first) }
            bytes = bytes.dropFirst(2)
            guard let second = hexadecimal(), (0xDC00...0xDFFF).contains(second) else {
                return Array("\u{FFFD}".utf8)
            }
            return utf8(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        }

        private mutating func hexadecimal() -> UInt32? {
            guard bytes.count >= 4, let value = UInt32(String(decoding: bytes.prefix(4), as: UTF8.self), radix: 16)
            else { return nil }
            bytes = bytes.dropFirst(4)
            return value
        }

        private func utf8(_ value: UInt32) -> [UInt8] {
            Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        }
    }
}
