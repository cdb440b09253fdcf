/// What a piece of text means; the terminal decides which colour that is.
package enum StyleRole: Hashable, Sendable {
    case plain, dim, title, frame, frameFocused, good, warning, bad, accent, selected, key
    /// The colour of a pod letter, its tokens and its bars; the index is the letter's place in the alphabet.
    case pod(Int)
}

/// The look of a cell, by meaning.
package struct Style: Hashable, Sendable {
    package var role: StyleRole
    package var bold: Bool
    package var reverse: Bool
    package var underline: Bool

    package init(_ role: StyleRole = .plain, bold: Bool = false, reverse: Bool = false, underline: Bool = false) {
        self.role = role
        self.bold = bold
        self.reverse = reverse
        self.underline = underline
    }

    package static let plain = Style(.plain)
    package static let dim = Style(.dim)
    package static let title = Style(.title, bold: true)
    package static let good = Style(.good)
    package static let warning = Style(.warning)
    package static let bad = Style(.bad, bold: true)
    package static let accent = Style(.accent)
    package static let key = Style(.key, bold: true)
    package static let selected = Style(.selected, reverse: true)

    package static func pod(_ index: Int, bold: Bool = false) -> Style { Style(.pod(index), bold: bold) }
}
