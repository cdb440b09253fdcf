import ClusterModel
import Panes

/// Numbers and times as the reports write them, the same in every language's surroundings.
enum Figures {
    /// `2 s`, `0.5 s`: a number that someone chose, without zeros that he did not write.
    static func limit(_ value: Double) -> String {
        var text = Format.fixed(value, 3)
        if text.contains(".") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        return text + " s"
    }

    /// `+0.312 s` after T0.
    static func offset(_ value: Double) -> String {
        let text = Format.fixed(value, abs(value) < 1_000 ? 3 : 0) + " s"
        return text.hasPrefix("-") || text.hasPrefix("?") ? text : "+\(text)"
    }

    /// Seconds for a program: `0.312`; nil for what is no number.
    static func decimal(_ value: Double?) -> String? {
        guard let value, value.isFinite, abs(value) < 1e12 else { return nil }
        return Format.fixed(value, 3)
    }

    /// Unix time in seconds as `2026-11-24T18:36:38Z`; nil where no calendar has it.
    static func time(_ unixTime: Double) -> String? {
        guard (0..<253_402_300_800).contains(unixTime) else { return nil }
        return UTCTime(unixTime).text
    }
}
