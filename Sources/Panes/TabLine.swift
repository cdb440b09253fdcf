import FailoverModel
import TerminalCanvas

/// The names of the panes where only one fits.
struct TabLine {
    let scene: Scene
    let shown: Pane

    func draw(_ canvas: inout Canvas, in line: Rect) {
        guard !line.isEmpty else { return }
        var column = line.column
        for pane in Pane.allCases {
            let hasName = line.width >= 42 || pane == shown
            let name = hasName ? " \(pane.rawValue) \(pane.title) " : " \(pane.rawValue) "
            let style = pane == shown ? Style(.selected, bold: true, reverse: true) : Style.dim
            column = canvas.write(name, column: column, row: line.row, style: style, clip: line)
        }
    }
}

extension Pane {
    var title: String {
        switch self {
        case .pods: "Pods"
        case .sessions: "Sessions"
        case .stream: "Stream"
        case .failover: "Failover"
        }
    }
}
