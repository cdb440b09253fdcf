/// A one-cell ASCII stand-in for a character, for terminals that show no UTF-8.
package enum Transliteration {
    package static func ascii(_ character: Character) -> Character {
        if character.isASCII { return character }
        guard let base = character.unicodeScalars.first else { return " " }
        if let known = table[base] { return known }
        let letters = character.decomposedBase
        return letters.isASCII ? Character(letters) : "?"
    }

    private static let table: [Unicode.Scalar: Character] = [
        "…": "~", "–": "-", "—": "-", "‐": "-", "‑": "-", "·": ".", "•": "*", "●": "*", "○": "o", "→": ">", "←": "<",
        "↑": "^", "↓": "v", "‘": "'", "’": "'", "“": "\"", "”": "\"", "«": "<", "»": ">", "×": "x", "±": "~", "≤": "<",
        "≥": ">", "✓": "v", "✗": "x", "✂": "X", "│": "|", "┃": "|", "─": "-", "█": "#", "▒": ":", "░": ".", "▶": ">",
        "ß": "s", "€": "E", "£": "L", "©": "c", "°": "o",
    ]
}

extension Character {
    /// The letter without its accents: the standard library decomposes only when it compares, so this asks whether
    /// the letter with a mark equals the character.
    fileprivate var decomposedBase: Unicode.Scalar {
        guard let first = unicodeScalars.first else { return " " }
        guard unicodeScalars.count == 1, (0xC0...0x17F).contains(first.value) else { return first }
        for mark in Self.marks {
            for letter in Self.letters where self == Character(String([Character(letter)]) + mark) { return letter }
        }
        return first
    }

    private static let marks = [
        "\u{300}", "\u{301}", "\u{302}", "\u{303}", "\u{308}", "\u{30A}", "\u{30C}", "\u{327}", "\u{304}", "\u{328}",
    ]
    private static let letters: [Unicode.Scalar] = Array(
        "aeioucnsyzgtdlrkhwjAEIOUCNSYZGTDLRKHWJ".unicodeScalars)
}

extension Unicode.Scalar {
    fileprivate var isASCII: Bool { value < 0x80 }
}
