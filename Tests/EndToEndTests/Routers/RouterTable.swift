
/// `docs/routers.md`: what each router does when an engine dies, each row from one test.
enum RouterTable {
    struct Row {
        var router: DemoRouter
        /// As in the table, and the flags that bring it about.
        var death: String
        var kill: String
        var flags = ""
    }

    /// All of them only where they are written: a gateway hears of no kill, it sees a connection close.
    static func rows(of router: DemoRouter) -> [Row] {
        let kills = router.isGateway && !RouterPage.isWritten ? ["now", "force"] : ["now", "force", "graceful", "evict"]
        return kills.map { Row(router: router, death: "`--kill \($0)`", kill: $0) }
            // A gateway has no watch of its own that could miss it.
            + (router.isGateway ? [] : [bareDeletion(router)])
    }

    private static func bareDeletion(_ router: DemoRouter) -> Row {
        Row(
            router: router, death: "`--kill force`, seen as DELETED alone", kill: "force", flags: "--scenario bare-deletions --sessions 0")
    }

    /// The lines of a router, each from a run.
    static func lines(of router: DemoRouter) async throws -> [String] {
        var lines: [String] = []
        for row in rows(of: router) { lines.append(line(row, try await .of(router, kill: row.kill, row.flags))) }
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
