import DrillModel
import FailoverModel

/// Writes what a test or a diagnosis found. Pure: the same report is the same text.
package enum Report {
    /// The whole document, without the last line's end. Text from outside (names, evidence, error bodies) is made safe for
    /// the format; numbers are seconds, times are UTC.
    package static func render(_ report: TestReport, as format: ReportFormat) -> String {
        switch format {
        case .text: TextReport(report).text
        case .json: JSONReport.render(report)
        case .junit: JUnitReport(report).text
        case .markdown: MarkdownReport(report).text
        case .html: HTMLReport(report).text
        }
    }

    /// The page, with the recording played in it.
    /// - Parameter film: an SVG that plays by itself.
    package static func html(_ report: TestReport, film: String) -> String { HTMLReport(report, film: film).text }

    /// A board as JSON.
    package static func json(of board: BoardReport) -> String { JSONReport.render(board) }
}
