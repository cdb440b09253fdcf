/// The tokeniser of the demo engines: words with their leading space, cut into pieces when long, and single marks.
///
/// Any prefix that ends on a token's end splits into exactly the same tokens, so that the text of a broken answer tells
/// the position to continue at.
enum WordPieces {
    private static let longestWhole = 9
    private static let pieceLength = 5

    static func split(_ text: String) -> [String] {
        var tokens: [String] = []
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let end = tokenEnd(bytes, from: start)
            tokens.append(String(decoding: bytes[start..<end], as: UTF8.self))
            start = end
        }
        return tokens
    }

    static func count(_ text: String) -> Int {
        let bytes = Array(text.utf8)
        var (start, count) = (0, 0)
        while start < bytes.count {
            start = tokenEnd(bytes, from: start)
            count += 1
        }
        return count
    }

    private static func tokenEnd(_ bytes: [UInt8], from start: Int) -> Int {
        var letters = start
        if bytes[letters] == UInt8(ascii: " ") { letters += 1 }
        guard letters < bytes.count, isWord(bytes[letters]) else {
            // A mark, with its space if it has one; a multi-byte character stays whole.
            var end = min(letters + 1, bytes.count)
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            return end
        }
        var end = letters
        while end < bytes.count, isWord(bytes[end]) { end += 1 }
        return end - letters > longestWhole ? letters + pieceLength : end
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
