/// The drawing characters of one kind of terminal. All are one cell wide.
package struct Glyphs: Hashable, Sendable {
    package var topLeft: Character
    package var topRight: Character
    package var bottomLeft: Character
    package var bottomRight: Character
    package var horizontal: Character
    package var vertical: Character
    package var ellipsis: Character
    package var separator: Character
    package var bullet: Character
    package var hollow: Character
    package var arrow: Character
    package var pointer: Character
    package var cut: Character
    package var wall: Character
    package var bar: Character
    package var shade: Character
    package var lightShade: Character
    package var unknown: Character
    package var up: Character
    package var down: Character
    package var left: Character
    package var right: Character
    package var check: Character
    package var cross: Character
    package var plusMinus: String
    package var atMost: String
    package var multiply: Character
    /// Eighths of a cell from the left, thinnest first; a full cell is `bar`.
    package var partialBars: [Character]
    /// Heights for a sparkline, lowest first.
    package var sparks: [Character]
    package var spinner: [Character]

    package static let utf8 = Glyphs(
        topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯", horizontal: "─", vertical: "│", ellipsis: "…",
        separator: "·", bullet: "●", hollow: "○", arrow: "→", pointer: "▶", cut: "✂", wall: "┃", bar: "█", shade: "▒",
        lightShade: "░", unknown: "–", up: "↑", down: "↓", left: "←", right: "→", check: "✓", cross: "✗",
        plusMinus: "±", atMost: "≤", multiply: "×", partialBars: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"],
        sparks: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
        spinner: ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"])

    package static let ascii = Glyphs(
        topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", horizontal: "-", vertical: "|", ellipsis: "~",
        separator: "-", bullet: "*", hollow: "o", arrow: ">", pointer: ">", cut: "X", wall: "|", bar: "#", shade: ":",
        lightShade: ".", unknown: "-", up: "^", down: "v", left: "<", right: ">", check: "v", cross: "x",
        plusMinus: "+-", atMost: "<=", multiply: "x", partialBars: [],
        sparks: ["_", ".", "-", "=", "+", "*", "%", "#"], spinner: ["|", "/", "-", "\\"])
}
