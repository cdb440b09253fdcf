/// Cuts text to a width in cells without ever splitting a wide character.
package enum Truncation {
    /// Keeps the beginning: `a long sen…`.
    package static func end(_ text: String, to width: Int, ellipsis: Character = "…") -> String {
        guard TextWidth.of(text) > width else { return text }
        guard width > 1 else { return width == 1 ? String(ellipsis) : "" }
        return prefix(text, width - 1) + String(ellipsis)
    }

    /// Keeps both ends, the end first, since pod names differ there: `vllm-opt…-8wt2h`.
    package static func middle(_ text: String, to width: Int, ellipsis: Character = "…") -> String {
        guard TextWidth.of(text) > width else { return text }
        guard width > 3 else { return end(text, to: width, ellipsis: ellipsis) }
        let half = (width - 1) / 2
        let last = lastPart(text)
        let tail = suffix(text, last > 3 && last <= half ? last : half)
        return prefix(text, width - 1 - TextWidth.of(tail)) + String(ellipsis) + tail
    }

    /// As much of the beginning as fits.
    package static func prefix(_ text: String, _ width: Int) -> String {
        var out = String.UnicodeScalarView()
        var used = 0
        for scalar in text.unicodeScalars {
            used += TextWidth.of(scalar)
            if used > width { break }
            out.append(scalar)
        }
        return String(out)
    }

    /// As much of the end as fits.
    package static func suffix(_ text: String, _ width: Int) -> String {
        let scalars = Array(text.unicodeScalars)
        var start = scalars.count
        var used = 0
        while start > 0 {
            used += TextWidth.of(scalars[start - 1])
            if used > width { break }
            start -= 1
        }
        // A mark without its base would attach itself to the ellipsis.
        while start < scalars.count, TextWidth.of(scalars[start]) == 0 { start += 1 }
        var out = String.UnicodeScalarView()
        out.append(contentsOf: scalars[start...])
        return String(out)
    }

    /// The width of the last dash and what follows it.
    private static func lastPart(_ text: String) -> Int {
        guard let dash = text.lastIndex(of: "-") else { return 0 }
        return TextWidth.of(text[dash...])
    }
}
