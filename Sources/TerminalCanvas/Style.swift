/// What a piece of text means; the terminal decides which colour that is.
public enum StyleRole: Hashable, Sendable {
    case plain, dim, title, frame, frameFocused, good, warning, bad, accent, selected, key
    /// The colour of a pod letter, its tokens and its bars; the index is the letter's place in the alphabet.
    case pod(Int)
}

/// The look of a cell, by meaning.
public struct Style: Hashable, Sendable {
    public var role: StyleRole
    public var bold: Bool
    public var reverse: Bool
    public var underline: Bool

    public init(_ role: StyleRole = .plain, bold: Bool = false, reverse: Bool = false, underline: Bool = false) {
        self.role = role
        self.bold = bold
        self.reverse = reverse
        self.underline = underline
    }

    public static let plain = Style(.plain)
    public static let dim = Style(.dim)
    public static let title = Style(.title, bold: true)
    public static let good = Style(.good)
    public static let warning = Style(.warning)
    public static let bad = Style(.bad, bold: true)
    public static let accent = Style(.accent)
    public static let key = Style(.key, bold: true)
    public static let selected = Style(.selected, reverse: true)

    public static func pod(_ index: Int, bold: Bool = false) -> Style { Style(.pod(index), bold: bold) }
}
