/// A canvas as an SVG picture, for pages and slides. No script, no link, fonts by their generic name.
package enum SVGPicture {
    private static let cell = (width: 8.4, height: 17.0)
    private static let margin = 12.0

    package static func text(of canvas: Canvas, palette: Palette = .dark) -> String {
        let rows = (0..<canvas.size.rows).map { row($0, of: canvas, palette) }.filter { !$0.isEmpty }
        return ([head(canvas.size, palette)] + rows + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    /// What comes before the rows.
    static func head(_ size: Size, _ palette: Palette) -> String {
        let width = Double(size.columns) * cell.width + 2 * margin
        let height = Double(size.rows) * cell.height + 2 * margin
        let colours = paper(palette)
        return [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(number(width)) \(number(height))\" "
                + "font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"14\" fill=\"\(colours.front)\">",
            "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"\(colours.back)\"/>",
        ].joined(separator: "\n")
    }

    /// A row's elements; empty where it shows nothing.
    static func row(_ row: Int, of canvas: Canvas, _ palette: Palette) -> String {
        runs(canvas, row).compactMap { element($0, row, palette, paper(palette)) }.joined(separator: "\n")
    }

    /// What stands for the terminal's own colours.
    static func paper(_ palette: Palette) -> (back: String, front: String) {
        switch palette {
        case .dark, .colourBlind, .mono: ("#16181d", "#d7dae0")
        case .light: ("#ffffff", "#1c1f24")
        case .contrast: ("#000000", "#ffffff")
        }
    }

    private struct Run {
        var column: Int
        var columns: Int
        var text: String
        var style: Style
    }

    private static func runs(_ canvas: Canvas, _ row: Int) -> [Run] {
        var runs: [Run] = []
        for column in 0..<canvas.size.columns {
            let cell = canvas[column, row]
            guard cell.width > 0 else { continue }
            if var last = runs.last, last.style == cell.style {
                last.text.append(cell.character)
                last.columns += cell.width
                runs[runs.count - 1] = last
            } else {
                runs.append(Run(column: column, columns: cell.width, text: String(cell.character), style: cell.style))
            }
        }
        return runs
    }

    private static func element(
        _ run: Run, _ row: Int, _ palette: Palette, _ colours: (back: String, front: String)
    ) -> String? {
        let x = margin + Double(run.column) * cell.width
        let y = margin + Double(row) * cell.height
        let length = Double(run.columns) * cell.width
        var fill = palette.foreground(run.style.role).map(hex)
        var box = ""
        if run.style.reverse {
            box = "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(length))\" height=\"\(number(cell.height))\" "
                + "fill=\"\(fill ?? colours.front)\"/>"
            fill = colours.back
        }
        guard !box.isEmpty || run.text.contains(where: { $0 != " " }) else { return nil }
        let weight = run.style.bold ? " font-weight=\"bold\"" : ""
        let colour = fill.map { " fill=\"\($0)\"" } ?? ""
        return box + "<text x=\"\(number(x))\" y=\"\(number(y + 13))\" textLength=\"\(number(length))\" xml:space=\"preserve\""
            + "\(weight)\(colour)>\(XMLText.escaped(run.text))</text>"
    }

    private static func hex(_ number: Int) -> String {
        let (red, green, blue) = Palette.rgb(number)
        return "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// One digit behind the point, without an exponent.
    private static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
