import ClusterModel

/// Maps a span of time to columns.
struct TimeScale {
    let start: Moment
    let end: Moment
    let columns: Int

    private var span: Double { max(0.001, (end - start).seconds) }

    /// The time that a column covers.
    func slot(_ column: Int) -> (from: Moment, to: Moment) {
        let width = span / Double(max(1, columns))
        return (start + .seconds(Double(column) * width), start + .seconds(Double(column + 1) * width))
    }

    func column(of moment: Moment) -> Int? {
        let column = ((moment - start).seconds / span * Double(columns)).rounded(.down)
        guard column >= 0, column < Double(columns) else { return nil }
        return Int(column)
    }

    /// Round numbers of seconds from the incident's zero, at most about one per ten columns.
    var ticks: [Double] {
        let most = Double(max(1, columns / 10))
        let steps: [Double] = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 10_800, 86_400]
        let step = steps.first { span / $0 <= most } ?? 604_800
        return (0...Int(min(most + 1, 500))).map { Double($0) * step }
    }
}
