import FailoverModel
import TerminalCanvas

/// Which part of the screen is whose.
package struct BoardLayout {
    var header: Rect
    /// The names of the panes where only one of them fits.
    var tabs: Rect?
    /// In the order in which they are drawn.
    var panes: [(pane: Pane, rect: Rect)] = []
    var strip: Rect
    var caption: Rect
    var footer: Rect

    /// Below this, one pane at a time.
    private static let leastForPanes = Size(columns: 60, rows: 16)
    /// From here on, the stream and the timeline take the whole width.
    private static let leastForWide = Size(columns: 100, rows: 30)

    /// All panes have room beside each other.
    package static func isWide(_ size: Size) -> Bool { size.columns >= leastForWide.columns && size.rows >= leastForWide.rows }

    init(_ state: State, size: Size) {
        // On very short screens the pane is worth more than the lines around it.
        let caption = size.rows >= 12 && (state.navigation.caption != nil || state.navigation.isNew) ? 1 : 0
        let strip = state.settings.training != nil && size.rows >= 12 ? 1 : 0
        let rows = Rect(size).rows(
            .fixed(size.rows >= 4 ? 1 : 0), .flexible(), .fixed(strip), .fixed(caption), .fixed(size.rows >= 3 ? 1 : 0))
        (header, self.strip, self.caption, footer) = (rows[0], rows[2], rows[3], rows[4])
        let isSmall = size.columns < Self.leastForPanes.columns || size.rows < Self.leastForPanes.rows
        if isSmall {
            let parts = rows[1].rows(.fixed(rows[1].height >= 6 ? 1 : 0), .flexible())
            tabs = parts[0]
            panes = [(state.navigation.zoomed ?? state.navigation.focus, parts[1])]
        } else if let pane = state.navigation.zoomed {
            panes = [(pane, rows[1])]
        } else if Self.isWide(size) {
            panes = Self.wide(state, rows[1])
        } else {
            panes = Self.twoByTwo(rows[1])
        }
        panes.removeAll { $0.rect.isEmpty }
    }

    /// Pods and sessions side by side, the stream, the timeline.
    private static func wide(_ state: State, _ rect: Rect) -> [(Pane, Rect)] {
        let wanted = max(state.cluster.present.count, state.sessions.records.count) + 4
        let lists = min(max(7, wanted), rect.height / 3)
        let parts = rect.rows(.fixed(lists), .flexible(minimum: 6), .fixed(min(14, rect.height / 2)))
        return Self.lists(parts[0]) + [(.stream, parts[1]), (.failover, parts[2])]
    }

    /// The lists above, the stream and the timeline below: the timeline keeps its eight marks.
    private static func twoByTwo(_ rect: Rect) -> [(Pane, Rect)] {
        let parts = rect.rows(.flexible(minimum: 4), .fixed(min(13, max(8, rect.height - 6))))
        let below = parts[1].columns(.flexible(), .flexible(minimum: min(40, rect.width / 2)))
        return Self.lists(parts[0]) + [(.stream, below[0]), (.failover, below[1])]
    }

    private static func lists(_ rect: Rect) -> [(Pane, Rect)] {
        let lists = rect.columns(.flexible(), .flexible())
        return [(.pods, lists[0]), (.sessions, lists[1])]
    }
}
