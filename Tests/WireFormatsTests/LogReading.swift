import TestSupport
import WireFormats

extension RouterLogFormat {
    /// All that a text says, line by line, its end included.
    mutating func read(_ text: String) -> [RouterLogLine] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0)
        return lines.flatMap { feed(String($0)) } + finish()
    }
}

extension RouterLogLine {
    /// Whether it says something.
    var isNews: Bool { self != .routine && self != .unknown }
}
