/// Text in runs of one style each. What is appended is sanitised; line breaks stay until the text is drawn.
public struct StyledText: Hashable, Sendable {
    public struct Run: Hashable, Sendable {
        public let text: String
        public let style: Style
    }

    public private(set) var runs: [Run] = []

    public init() {}

    public init(_ text: String, _ style: Style = .plain) {
        append(text, style)
    }

    public mutating func append(_ text: String, _ style: Style = .plain) {
        let safe = Sanitiser.text(text)
        if safe.isEmpty { return }
        if let last = runs.last, last.style == style {
            runs[runs.count - 1] = Run(text: last.text + safe, style: style)
        } else {
            runs.append(Run(text: safe, style: style))
        }
    }

    public mutating func append(_ other: StyledText) {
        for run in other.runs { append(run.text, run.style) }
    }

    public static func + (lhs: StyledText, rhs: StyledText) -> StyledText {
        var sum = lhs
        sum.append(rhs)
        return sum
    }

    public static func += (lhs: inout StyledText, rhs: StyledText) {
        lhs.append(rhs)
    }

    public var isEmpty: Bool { runs.isEmpty }
    public var width: Int { runs.reduce(0) { $0 + TextWidth.of($1.text) } }
    public var plain: String { runs.map(\.text).joined() }

    /// Cut to `width` cells, with an ellipsis where something is missing.
    public func truncated(to width: Int, ellipsis: Character = "…") -> StyledText {
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
    public init(stringLiteral value: String) {
        self.init(value)
    }
}
