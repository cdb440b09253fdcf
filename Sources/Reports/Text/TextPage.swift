import Algorithms

/// Lines of at most eighty columns. Everything that is added is made safe first.
struct TextPage {
    static let width = 80
    private var lines: [String] = []

    var text: String { lines.joined(separator: "\n") }

    /// Adds text behind a prefix, whose blanks stay; what does not fit goes on below, as far in as it began.
    mutating func add(_ prefix: String, _ text: String = "") {
        let prefix = OutsideText.line(prefix)
        var indent = Self.columns(prefix)
        var line = prefix
        // A prefix that leaves no room stands alone.
        if indent > Self.width / 2, indent + Self.columns(text) > Self.width {
            lines += Self.broken(prefix)
            indent = 4
            line = "    "
        }
        let margin = String(repeating: " ", count: indent)
        var used = indent
        for word in OutsideText.line(text).split(separator: " ") {
            let gap = used > indent ? " " : ""
            let room = Self.width - used - gap.count
            if Self.columns(word) <= room {
                line += gap + word
                used += gap.count + Self.columns(word)
                continue
            }
            if used > indent {
                lines.append(line)
                line = margin
                used = indent
            }
            for character in word {
                let columns = Self.columns(character)
                if used + columns > Self.width {
                    lines.append(line)
                    line = margin
                    used = indent
                }
                line.append(character)
                used += columns
            }
        }
        lines.append(String(line.trimmingSuffix { $0 == " " }))
    }

    /// One empty line, however often it is asked for.
    mutating func space() {
        if let last = lines.last, !last.isEmpty { lines.append("") }
    }

    private static func broken(_ text: String) -> [String] {
        var page = TextPage()
        page.add("", text)
        return page.lines
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - columns(text)))
    }

    static func columns(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + columns($1) } }

    /// How wide a terminal draws a character: two for the blocks of wide letters and for emoji (UAX #11), else one.
    private static func columns(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first, first.value >= 0x1100 else { return 1 }
        switch first.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return first.properties.isEmojiPresentation ? 2 : 1
        }
    }
}
