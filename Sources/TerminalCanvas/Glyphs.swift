/// The drawing characters of one kind of terminal. All are one cell wide.
public struct Glyphs: Hashable, Sendable {
    public var topLeft: Character
    public var topRight: Character
    public var bottomLeft: Character
    public var bottomRight: Character
    public var horizontal: Character
    public var vertical: Character
    public var ellipsis: Character
    public var separator: Character
    public var bullet: Character
    public var hollow: Character
    public var arrow: Character
    public var pointer: Character
    public var cut: Character
    public var wall: Character
    public var bar: Character
    public var shade: Character
    public var lightShade: Character
    public var unknown: Character
    public var up: Character
    public var down: Character
    public var left: Character
    public var right: Character
    public var check: Character
    public var cross: Character
    public var plusMinus: String
    public var atMost: String
    public var multiply: Character
    /// Eighths of a cell from the left, thinnest first; a full cell is `bar`.
    public var partialBars: [Character]
    /// Heights for a sparkline, lowest first.
    public var sparks: [Character]
    public var spinner: [Character]

    public static let utf8 = Glyphs(
        topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯", horizontal: "─", vertical: "│", ellipsis: "…",
        separator: "·", bullet: "●", hollow: "○", arrow: "→", pointer: "▶", cut: "✂", wall: "┃", bar: "█", shade: "▒",
        lightShade: "░", unknown: "–", up: "↑", down: "↓", left: "←", right: "→", check: "✓", cross: "✗",
        plusMinus: "±", atMost: "≤", multiply: "×", partialBars: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"],
        sparks: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
        spinner: ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"])

    public static let ascii = Glyphs(
        topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", horizontal: "-", vertical: "|", ellipsis: "~",
        separator: "-", bullet: "*", hollow: "o", arrow: ">", pointer: ">", cut: "X", wall: "|", bar: "#", shade: ":",
        lightShade: ".", unknown: "-", up: "^", down: "v", left: "<", right: ">", check: "v", cross: "x",
        plusMinus: "+-", atMost: "<=", multiply: "x", partialBars: [],
        sparks: ["_", ".", "-", "=", "+", "*", "%", "#"], spinner: ["|", "/", "-", "\\"])
}
