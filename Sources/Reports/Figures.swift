import Foundation

/// Numbers and times as the reports write them, the same in every language's surroundings.
enum Figures {
    /// `3.142`, or `?` for what is no number.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "?" }
        let text = String(format: "%.\(decimals)f", value)
        let isZero = text.allSatisfy { "-0.".contains($0) }
        return isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
    }

    /// `0.312 s`, `8.41 s`, `25.1 s`, `125 s`: three figures, as on the board.
    static func seconds(_ value: Double) -> String {
        let size = abs(value)
        return fixed(value, size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0) + " s"
    }

    /// `2 s`, `0.5 s`: a number that someone chose, without zeros that he did not write.
    static func limit(_ value: Double) -> String {
        var text = fixed(value, 3)
        if text.contains(".") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        return text + " s"
    }

    /// `+0.312 s` after T0.
    static func offset(_ value: Double) -> String {
        let text = fixed(value, abs(value) < 1_000 ? 3 : 0) + " s"
        return text.hasPrefix("-") || text.hasPrefix("?") ? text : "+\(text)"
    }

    /// Seconds for a program: `0.312`; nil for what is no number.
    static func decimal(_ value: Double?) -> String? {
        guard let value, value.isFinite, abs(value) < 1e12 else { return nil }
        return fixed(value, 3)
    }

    /// Unix time in seconds as `2026-11-24T18:36:38Z`; nil where no calendar has it.
    static func time(_ unixTime: Double) -> String? {
        guard (0..<253_402_300_800).contains(unixTime) else { return nil }
        return Date(timeIntervalSince1970: unixTime).formatted(.iso8601)
    }

    /// `1 token`, `20 tokens`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
