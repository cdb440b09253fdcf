extension StyledText {
    /// The text in lines of at most `width` cells: broken at spaces where possible, inside words where not, and
    /// between any two wide characters. Line breaks in the text are kept. No lines at all when there is no room.
    package func wrapped(to width: Int) -> [StyledText] {
        guard width > 0 else { return [] }
        var wrap = WordWrap(width: width)
        for run in runs {
            for scalar in run.text.unicodeScalars { wrap.add(scalar, run.style) }
        }
        return wrap.finish()
    }
}

/// Collects styled scalars into lines. The word that is being read is kept apart until it is known to fit.
private struct WordWrap {
    private typealias Piece = (scalar: Unicode.Scalar, style: Style)

    private let width: Int
    private var lines: [StyledText] = []
    private var line: [Piece] = []
    private var lineWidth = 0
    private var word: [Piece] = []
    private var wordWidth = 0

    init(width: Int) {
        self.width = width
    }

    mutating func add(_ scalar: Unicode.Scalar, _ style: Style) {
        let size = TextWidth.of(scalar)
        if scalar == "\n" {
            placeWord()
            breakLine()
        } else if scalar == " " {
            placeWord()
            if lineWidth < width { append([(scalar, style)], 1) }
        } else if size > width {
            return
        } else {
            if size == 2 { placeWord() }
            if wordWidth + size > width { placeWord() }
            word.append((scalar, style))
            wordWidth += size
        }
    }

    mutating func finish() -> [StyledText] {
        placeWord()
        if !line.isEmpty { breakLine() }
        return lines
    }

    private mutating func placeWord() {
        if lineWidth + wordWidth > width { breakLine() }
        append(word, wordWidth)
        word.removeAll(keepingCapacity: true)
        wordWidth = 0
    }

    private mutating func append(_ pieces: [Piece], _ size: Int) {
        line += pieces
        lineWidth += size
    }

    private mutating func breakLine() {
        var text = StyledText()
        var run = String.UnicodeScalarView()
        var style = Style.plain
        for piece in line {
            if piece.style != style {
                text.append(String(run), style)
                run = .init()
                style = piece.style
            }
            run.append(piece.scalar)
        }
        text.append(String(run), style)
        lines.append(text)
        line.removeAll(keepingCapacity: true)
        lineWidth = 0
    }
}
