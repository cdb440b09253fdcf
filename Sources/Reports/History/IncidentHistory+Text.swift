import ClusterModel
import IncidentModel
import Panes

extension IncidentHistory {
    /// So many incidents are listed, the newest; figures are of all.
    private static let listed = 20

    /// For a terminal.
    package var text: String {
        var page = TextPage()
        page.add("", "\(all.count.inWords("incident")) from \(from) to \(to), \(all.planned) of them planned; \(all.failedRequests.inWords("request")) failed")
        if skippedLines > 0 { page.add("", "\(skippedLines.inWords("line")) of the history could not be read and \(skippedLines == 1 ? "is" : "are") left out") }
        guard all.count > 0 else { return page.text }
        page.space()
        add(["gap", "n", "median", "worst", "trend"], all.gaps.map { [$0.name, "\($0.count)"] + $0.words }, to: &page)
        page.space()
        add(["expectation", "judged", "failed"], all.expectations.map { ["\($0.expectation.rawValue) \($0.expectation.title)", "\($0.judged)", "\($0.failed)"] }, to: &page)
        for (title, groups) in [("cause", causes), ("release", releases)] {
            page.space()
            add([title, "n", "detection", "service", "capacity", "failed"], groups.map(\.row), to: &page)
        }
        page.space()
        let newest = incidents.suffix(Self.listed).reversed()
        add(["opened", "cause", "service", "capacity", "pod"], newest.map { entry in
            let incident = entry.incident
            return [incident.openedAt, incident.cause, Self.seconds(incident.serviceGap), Self.seconds(incident.capacityGap), incident.pod]
        }, to: &page)
        if all.count > Self.listed { page.add("", "… \(all.count - Self.listed) older ones: -o csv or -o json has all") }
        return page.text
    }

    static func seconds(_ value: Double?) -> String { value.map { Format.seconds($0) } ?? "–" }

    /// The end of a pod's name is what tells it from others.
    private static func tail(_ text: String, _ room: Int) -> String {
        text.count <= room ? text : "…" + text.suffix(max(0, room - 1))
    }

    private func add(_ titles: [String], _ rows: [[String]], to page: inout TextPage) {
        let rows = [titles] + rows.map { $0.map(OutsideText.line) }
        let widths = titles.indices.map { column in min(32, rows.map { TextPage.columns($0[column]) }.max() ?? 0) }
        for row in rows {
            let last = row.count - 1
            let line = zip(row, widths).prefix(last).map { TextPage.padded($0, $1) + "  " }.joined()
            page.add(line, Self.tail(row[last], TextPage.width - TextPage.columns(line)))
        }
    }
}

extension IncidentHistory.Gap {
    /// Median, worst and trend.
    var words: [String] {
        [Format.seconds(median), Format.seconds(worst), trend.map { "\(Format.fixed($0, 2)) ×" } ?? "–"]
    }
}

extension IncidentHistory.Group {
    /// Its name, how many, and the medians; expectations failed of those judged.
    var row: [String] {
        let medians = ["detection", "service", "capacity"].map { name in
            IncidentHistory.seconds(gaps.first { $0.name == name }?.median)
        }
        let (failed, judged) = expectations.reduce((0, 0)) { ($0.0 + $1.failed, $0.1 + $1.judged) }
        return [name, "\(count)"] + medians + ["\(failed) of \(judged)"]
    }
}
