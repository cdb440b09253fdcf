import TerminalCanvas

/// Text from outside in Markdown (GitHub's): on one line and without a meaning.
enum MarkdownText {
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in OutsideText.line(text).unicodeScalars {
            switch scalar {
            // HTML passes through Markdown: entities, because not every reader knows a backslash before `<`.
            case "&", "<", ">": out += XMLText.escaped(String(scalar))
            case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$", "!":
                out += "\\"
                out.unicodeScalars.append(scalar)
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// A row of a table; the cells are escaped already.
    static func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

    /// The head of a table and the line below it. A title that starts with a blank is set to the right.
    static func head(_ titles: [String]) -> [String] {
        [
            row(titles.map { $0.hasPrefix(" ") ? String($0.dropFirst()) : $0 }),
            row(titles.map { $0.hasPrefix(" ") ? "--:" : "---" }),
        ]
    }
}
