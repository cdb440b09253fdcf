import ClusterModel
import IncidentModel
import Journal
import Panes

extension IncidentHistory {
    /// For programs, with sorted keys.
    package var json: String { JSONReport.render(self) }

    /// One row an incident (RFC 4180), for a spreadsheet: a cell that it would take for a formula begins with an apostrophe.
    package var csv: String {
        let titles = [
            "opened", "closed", "context", "namespace", "pod", "release", "cause", "planned", "ending", "detection_gap_seconds",
            "service_gap_seconds", "capacity_gap_seconds", "failed_requests", "expectations_failed",
        ]
        let rows = incidents.map { entry -> [String] in
            let incident = entry.incident
            let failed = incident.results.filter { $0.outcome == .fail }.map { "\($0.expectation.rawValue)" }.joined(separator: " ")
            let gaps = [incident.detectionGap, incident.serviceGap, incident.capacityGap].map { $0.map { "\($0)" } ?? "" }
            return [
                incident.openedAt, incident.closedAt ?? "", entry.context ?? "", entry.namespace ?? "", incident.pod, entry.release,
                incident.cause, "\(incident.planned)", incident.ending ?? "",
            ].map(Self.cell) + gaps + ["\(incident.failedRequests)", failed]
        }
        return ([titles] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n")
    }

    private static func cell(_ text: String) -> String {
        var text = OutsideText.line(text)
        if let first = text.first, "=+-@".contains(first) { text = "'" + text }
        return text.contains { $0 == "," || $0 == "\"" } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }

    /// For a reader.
    package var html: String {
        HTMLPage("failtop history") {
            Markup("h1") { all.count.inWords("incident") }
            Markup("p") { "\(from) to \(to); \(all.planned) planned, \(all.failedRequests.inWords("request")) failed" }
            if skippedLines > 0 { Markup("p") { "\(skippedLines.inWords("line")) of the history could not be read" } }
            table("Gaps", ["gap", "n", "median", "worst", "trend"], all.gaps.map { [$0.name, "\($0.count)"] + $0.words })
            table("Expectations", ["expectation", "judged", "failed"], all.expectations.map {
                ["\($0.expectation.rawValue) \($0.expectation.title)", "\($0.judged)", "\($0.failed)"]
            })
            table("Causes", ["cause", "n", "detection", "service", "capacity", "failed"], causes.map(\.row))
            table("Releases", ["release", "n", "detection", "service", "capacity", "failed"], releases.map(\.row))
            table("Incidents", ["opened", "what happened"], incidents.reversed().map { [$0.incident.openedAt, $0.incident.summary] })
        }.text
    }

    private func table(_ title: String, _ columns: [String], _ rows: [[String]]) -> [Markup] {
        [
            Markup("h2") { title },
            Markup("div", ["class": "table"]) {
                Markup("table") {
                    Markup("thead") { Markup("tr") { for column in columns { Markup("th", ["scope": "col"]) { column } } } }
                    Markup("tbody") {
                        for row in rows { Markup("tr") { for cell in row { Markup("td") { cell } } } }
                    }
                }
            },
        ]
    }
}
