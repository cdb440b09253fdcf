import TerminalCanvas

/// How to use the terminal.
public struct TerminalOptions: Sendable {
    public enum Colour: String, Sendable, CaseIterable {
        /// What the terminal type offers, unless the environment says `NO_COLOR`.
        case automatic = "auto"
        case always
        /// Bold and reverse only.
        case never
    }

    public var colour: Colour
    public var palette: Palette
    /// Draw with ASCII even where the locale is UTF-8.
    public var ascii: Bool
    public var mouse: Bool
    /// The terminal type; the environment's `TERM` when nil.
    public var type: String?
    public var input: Int32
    public var output: Int32

    public init(
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
