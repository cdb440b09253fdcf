import TerminalCanvas

/// How the board looks, apart from what it says.
package struct Appearance: Hashable, Sendable {
    package var glyphs: Glyphs

    package init(glyphs: Glyphs = .utf8) {
        self.glyphs = glyphs
    }

    package static let utf8 = Appearance(glyphs: .utf8)
    package static let ascii = Appearance(glyphs: .ascii)
}
