
/// `docs/routers.md`: what each router does when an engine dies, each row from one test.
enum RouterTable {
    struct Row {
        var router: DemoRouter
        /// As in the table, and the flags that bring it about.
        var death: String
        var kill: String
        var flags = ""
    }

    static func rows(of router: DemoRouter) -> [Row] {
        ["now", "force", "graceful", "evict"].map { Row(router: router, death: "`--kill \($0)`", kill: $0) }
            + (router.isGateway ? [] : [
                Row(
                    router: router, death: "`--kill force`, seen as DELETED alone", kill: "force",
                    flags: "--scenario bare-deletions --sessions 0")
            ])
    }

    /// The lines of a router, each from a run.
    static func lines(of router: DemoRouter) async throws -> [String] {
        let rows = rows(of: router)
        // A gateway's tests wait more than they work.
        let atOnce = router.isGateway ? 2 : 1
        var lines: [String] = []
        for start in stride(from: 0, to: rows.count, by: atOnce) {
            lines += try await withThrowingTaskGroup(of: (Int, String).self) { group in
                for (index, row) in rows[start..<min(start + atOnce, rows.count)].enumerated() {
                    group.addTask { (index, line(row, try await .of(router, kill: row.kill, row.flags))) }
                }
                return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
            }
        }
        return lines
    }

    /// In the table's first column.
    static func name(of router: DemoRouter) -> String {
        switch router {
        case .builtin: "the demo's own"
        case .vllm, .sglang: "`\(router.rawValue)`"
        case .envoy: "Envoy"
        case .haproxy: "HAProxy"
        case .nginx: "nginx"
        }
    }

    private static func line(_ row: Row, _ test: RecordedTest) -> String {
        let cells = [
            name(of: row.router), row.death, stream(test), known(test), failed(test), session(test),
            test.state.ghosts.isEmpty ? "no" : "yes", "\(test.report.verdict.rawValue), exit \(test.exitCode ?? -1)\(test.report.reason.map { ": \($0)" } ?? "")",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private static func stream(_ test: RecordedTest) -> String { test.broken?.outcome.word ?? "not seen" }

    private static func known(_ test: RecordedTest) -> String { test.broken?.routes.first?.evidence.rawValue ?? "nothing" }

    private static func failed(_ test: RecordedTest) -> String {
        guard let count = test.incident.map({ test.state.failedRequests(after: $0) }) else { return "not seen" }
        return count == 0 ? "none" : "\(count), \(statuses(test))"
    }

    private static func statuses(_ test: RecordedTest) -> String {
        let failed = test.state.conversation.records.filter { $0.refused != nil }.compactMap { $0.refused?.status }
        return "HTTP " + Set(failed).sorted().map { "\($0)" }.joined(separator: ", ")
    }

    private static func session(_ test: RecordedTest) -> String {
        guard let served = test.state.conversation.records.last(where: { $0.outcome.isComplete })?.routes.last?.pod else {
            return "not told"
        }
        return served == test.incident?.pod ? "stays" : "moves to another pod"
    }
}
