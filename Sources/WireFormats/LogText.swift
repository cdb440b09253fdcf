import Algorithms

/// Text between fixed words, by bytes: no grapheme rules, no regular expressions, linear time.
enum LogText {
    static func cut(_ text: Substring, at separator: String) -> (left: Substring, right: Substring)? {
        position(of: separator, in: text).map { halves(text, $0, separator) }
    }

    static func cut(_ text: Substring, atLast separator: String) -> (left: Substring, right: Substring)? {
        var index = text.utf8.endIndex
        while index > text.utf8.startIndex {
            text.utf8.formIndex(before: &index)
            if text.utf8[index...].starts(with: separator.utf8) { return halves(text, index, separator) }
        }
        return nil
    }

    static func contains(_ text: Substring, _ words: String) -> Bool { position(of: words, in: text) != nil }

    /// What follows the prefix; nil if the text does not start with it.
    static func after(_ prefix: String, in text: Substring) -> Substring? {
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        return text[text.utf8.index(text.startIndex, offsetBy: prefix.utf8.count)...]
    }

    /// What stands behind the first `start`, up to the next `end`.
    static func between(_ start: String, _ end: String, in text: Substring) -> Substring? {
        cut(text, at: start).flatMap { cut($0.right, at: end)?.left }
    }

    static func trimmed(_ text: Substring) -> Substring {
        Substring(text.utf8.trimming { $0 == 0x20 })
    }

    /// The text, if it is one word.
    static func word(_ text: Substring) -> String? {
        guard !text.isEmpty, !text.utf8.contains(0x20) else { return nil }
        return String(text)
    }

    /// The text up to the first space.
    static func firstWord(_ text: Substring) -> Substring {
        text[..<(text.utf8.firstIndex(of: 0x20) ?? text.endIndex)]
    }

    /// The text, if it is a worker's address.
    static func url(_ text: Substring) -> String? {
        contains(text, "://") ? word(text) : nil
    }

    private static func position(of words: String, in text: Substring) -> String.Index? {
        let needle = Array(words.utf8)
        let found: Int?? = text.utf8.withContiguousStorageIfAvailable { offset(of: needle, in: $0) }
        guard let found, let found else { return nil }
        return text.utf8.index(text.startIndex, offsetBy: found)
    }

    private static func offset(
        of needle: [UInt8], in text: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        guard let first = needle.first, text.count >= needle.count else { return nil }
        for start in 0...(text.count - needle.count) where text[start] == first {
            if text[start..<(start + needle.count)].elementsEqual(needle) { return start }
        }
        return nil
    }

    private static func halves(
        _ text: Substring, _ index: String.Index, _ separator: String
    ) -> (left: Substring, right: Substring) {
        (text[..<index], text[text.utf8.index(index, offsetBy: separator.utf8.count)...])
    }
}
