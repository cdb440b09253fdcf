import TerminalCanvas

/// How to use the terminal.
package struct TerminalOptions: Sendable {
    package enum Colour: String, Sendable, CaseIterable {
        /// What the terminal type offers, unless the environment says `NO_COLOR`.
        case automatic = "auto"
        case always
        /// Bold and reverse only.
        case never
    }

    package var colour: Colour
    package var palette: Palette
    /// Draw with ASCII even where the locale is UTF-8.
    package var ascii: Bool
    package var mouse: Bool
    /// The terminal type; the environment's `TERM` when nil.
    package var type: String?
    package var input: Int32
    package var output: Int32

    package init(
        colour: Colour = .automatic, palette: Palette = .dark, ascii: Bool = false, mouse: Bool = true, type: String? = nil,
        input: Int32 = 0, output: Int32 = 1
    ) {
        self.colour = colour
        self.palette = palette
        self.ascii = ascii
        self.mouse = mouse
        self.type = type
        self.input = input
        self.output = output
    }
}
