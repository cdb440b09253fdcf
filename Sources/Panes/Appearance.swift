import TerminalCanvas

/// How the board looks, apart from what it says.
public struct Appearance: Hashable, Sendable {
    public var glyphs: Glyphs

    public init(glyphs: Glyphs = .utf8) {
        self.glyphs = glyphs
    }

    public static let utf8 = Appearance(glyphs: .utf8)
    public static let ascii = Appearance(glyphs: .ascii)
}
