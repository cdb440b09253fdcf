import ClusterModel
import FailoverModel
import IncidentModel
import PlainText
import ProbeModel
import TrafficModel

/// The board's own figures for Prometheus. Counters are of this run; what is not known is left out, never 0.
package struct MetricsPage {
    package let text: String

    /// Seconds, of all three gaps.
    private static let bounds: [Double] = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600]

    /// - Parameter version: of the program.
    package init(_ state: State, version: String, at now: Moment) {
        var page = MetricsText()
        page.begin("build_info", .gauge, "The program; always 1.")
        page.sample(["version": version], 1)
        page.begin("watched_info", .gauge, "What this board watches; always 1.")
        page.sample(["context": Self.plain(state.cluster.identity?.context), "namespace": Self.plain(state.cluster.identity?.namespace)], 1)
        Self.incidents(state, &page)
        Self.engines(state, &page)
        Self.sources(state, at: now, &page)
        Self.probes(state.probes, &page)
        text = page.text
    }

    private static func incidents(_ state: State, _ page: inout MetricsText) {
        let all = state.incidents.all
        page.begin("incidents_open", .gauge, "Incidents that are open, by cause.")
        for (cause, count) in state.incidents.openByCause { page.sample(["cause": cause], Double(count)) }
        let closed = all.compactMap { incident in incident.closure.map { (incident, $0) } }
        page.begin("incidents_closed_total", .counter, "Incidents that are over, by cause and by how they ended.")
        let counts = closed.reduce(into: [[String]: Int]()) { $0[[$1.0.cause.id, $1.1.kind.id], default: 0] += 1 }
        for (labels, count) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            page.sample(["cause": labels[0], "ending": labels[1]], Double(count))
        }
        // A planned change has gaps, too, and they alarm nobody.
        let faults = closed.map(\.0).filter { !$0.cause.isPlanned }
        page.begin("gap_seconds", .histogram, "Gaps of the incidents that are over, planned changes left out.")
        for (name, gap) in [("detection", \Incident.detectionGap), ("service", \.serviceGap), ("capacity", \.capacityGap)] {
            page.histogram(["gap": name], faults.compactMap { $0[keyPath: gap]?.seconds }, bounds: bounds)
        }
        page.begin("expectations_total", .counter, "What was judged of the incidents that are over.")
        let judged = closed.flatMap(\.1.results).reduce(into: [[String]: Int]()) { $0[[$1.expectation.title, $1.outcome.rawValue], default: 0] += 1 }
        for (labels, count) in judged.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            page.sample(["expectation": labels[0], "outcome": labels[1]], Double(count))
        }
    }

    private static func engines(_ state: State, _ page: inout MetricsText) {
        guard state.cluster.sources[.pods].isLive else { return }
        page.begin("engines", .gauge, "Engines that are wanted, that are there, and that serve; left out while it is not known.")
        if let wanted = state.cluster.wantedEngines { page.sample(["state": "wanted"], Double(wanted)) }
        page.sample(["state": "known"], Double(state.cluster.engines.count))
        page.sample(["state": "ready"], Double(state.cluster.readyEngines.count))
    }

    private static func sources(_ state: State, at now: Moment, _ page: inout MetricsText) {
        page.begin("source_live", .gauge, "1 where what is shown is true now.")
        // One that has said nothing may be one that is not there.
        for source in Source.allCases where state.cluster.sources[source] != .connecting {
            page.sample(["source": source.rawValue], state.cluster.sources[source].isLive ? 1 : 0)
        }
        page.begin("source_stale_seconds", .gauge, "For how long a source has not been live, where that is known.")
        for source in Source.allCases {
            switch state.cluster.sources[source] {
            case .stale(let since, _), .unreachable(let since?, _): page.sample(["source": source.rawValue], max(0, (now - since).seconds))
            case .connecting, .loading, .live, .forbidden, .unreachable(nil, _): continue
            }
        }
        guard let health = state.router.health, state.cluster.sources[.routerHealth].isLive else { return }
        page.begin("router_healthy", .gauge, "1 where the router's last answer was healthy.")
        page.sample([:], health.isHealthy ? 1 : 0)
    }

    private static func probes(_ probes: ProbesState, _ page: inout MetricsText) {
        guard probes.settings.isOn else { return }
        page.begin("probe_engines", .gauge, "Engines that have a session of our own.")
        page.sample([:], Double(probes.seats.count))
        page.begin("probe_requests_total", .counter, "Requests of our own that have ended, by whether they got their answer.")
        page.sample(["outcome": "answered"], Double(probes.ended - probes.failed))
        page.sample(["outcome": "failed"], Double(probes.failed))
        page.begin("probe_first_token_seconds", .histogram, "From sending a request of our own to its first token.")
        page.histogram(Array(zip(ProbeTimes.bounds, probes.times.counts)).map { (bound: $0, count: $1) }, count: probes.times.count, sum: probes.times.sum)
        page.begin("probe_tokens_per_minute", .gauge, "What the last minute of probes has cost.")
        page.sample([:], Double(probes.tokensPerMinute))
    }

    private static func plain(_ text: String?) -> String { text.map { ANSI.plain($0, limit: 200) } ?? "" }
}
