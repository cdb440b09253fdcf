/// Canvases over time as one SVG that plays by itself, over and over, in a browser and as an image on a slide: no script, no link.
/// Rows that stay the same are drawn once (SMIL: https://www.w3.org/TR/SVG11/animate.html).
package struct SVGFilm {
    /// The last picture stands so long before the film begins again.
    private static let rest = 2.0

    private let size: Size
    private let palette: Palette
    private var rows: [[Stretch]]
    private var begin: Double?
    private var end = 0.0

    /// What a row shows for a while.
    private struct Stretch {
        let from: Double
        var until: Double?
        let text: String
    }

    package init(size: Size, palette: Palette = .dark) {
        self.size = size
        self.palette = palette
        rows = Array(repeating: [], count: size.rows)
    }

    /// - Parameter moment: seconds, later than those before.
    package mutating func add(_ canvas: Canvas, at moment: Double) {
        let start = begin ?? moment
        begin = start
        end = moment - start
        for row in 0..<size.rows {
            let text = SVGPicture.row(row, of: canvas, palette)
            if let last = rows[row].last, last.until == nil {
                if last.text == text { continue }
                rows[row][rows[row].count - 1].until = end
            }
            rows[row].append(Stretch(from: end, text: text))
        }
    }

    package var text: String {
        let duration = end + Self.rest
        let clock = "<rect width=\"0\" height=\"0\"><animate id=\"film\" attributeName=\"x\" values=\"0;0\" "
            + "begin=\"0s;film.end\" dur=\"\(Self.seconds(duration))\"/></rect>"
        var lines = [SVGPicture.head(size, palette), clock]
        for stretches in rows {
            for stretch in stretches where !stretch.text.isEmpty {
                if stretches.count == 1 {
                    lines.append(stretch.text)
                    continue
                }
                let until = stretch.until ?? duration
                lines.append(
                    "<g visibility=\"hidden\"><set attributeName=\"visibility\" to=\"visible\" begin=\"film.begin+\(Self.seconds(stretch.from))\" "
                        + "dur=\"\(Self.seconds(until - stretch.from))\"/>\(stretch.text)</g>")
            }
        }
        return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    /// Milliseconds behind the point, without an exponent.
    private static func seconds(_ value: Double) -> String {
        let milliseconds = Int((value * 1_000).rounded())
        let digits = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000).\(String(repeating: "0", count: 3 - digits.count))\(digits)s"
    }
}
