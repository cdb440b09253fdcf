/// Text in runs of one style each. What is appended is sanitised; line breaks stay until the text is drawn.
package struct StyledText: Hashable, Sendable {
    package struct Run: Hashable, Sendable {
        package let text: String
        package let style: Style
    }

    package private(set) var runs: [Run] = []

    package init() {}

    package init(_ text: String, _ style: Style = .plain) {
        append(text, style)
    }

    package mutating func append(_ text: String, _ style: Style = .plain) {
        let safe = Sanitiser.text(text)
        if safe.isEmpty { return }
        if let last = runs.last, last.style == style {
            runs[runs.count - 1] = Run(text: last.text + safe, style: style)
        } else {
            runs.append(Run(text: safe, style: style))
        }
    }

    package mutating func append(_ other: StyledText) {
        for run in other.runs { append(run.text, run.style) }
    }

    package static func + (lhs: StyledText, rhs: StyledText) -> StyledText {
        var sum = lhs
        sum.append(rhs)
        return sum
    }

    package static func += (lhs: inout StyledText, rhs: StyledText) {
        lhs.append(rhs)
    }

    package var isEmpty: Bool { runs.isEmpty }
    package var width: Int { runs.reduce(0) { $0 + TextWidth.of($1.text) } }
    package var plain: String { runs.map(\.text).joined() }

    /// Cut to `width` cells, with an ellipsis where something is missing.
    package func truncated(to width: Int, ellipsis: Character = "…") -> StyledText {
        guard self.width > width else { return self }
        var cut = StyledText()
        var left = width - 1
        for run in runs {
            let kept = Truncation.prefix(run.text, left)
            cut.append(kept, run.style)
            left -= TextWidth.of(kept)
            if kept.unicodeScalars.count < run.text.unicodeScalars.count {
                if width > 0 { cut.append(String(ellipsis), run.style) }
                break
            }
        }
        return cut
    }
}

extension StyledText: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(value)
    }
}
