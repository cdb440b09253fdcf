import Foundation
import TestSupport
import Testing

/// Whatever the real kubectl does to the demo's cluster, the board names it: the right incident with the right cause, or none.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct CauseBoardTests {
    private static let deployment = "deployment/vllm-opt125m-deployment-vllm"

    private struct Engine {
        var name: String
        var node: String
    }

    /// The engines that are ready and stay.
    private func engines(_ demo: HeadlessDemo, _ count: Int = 3) async throws -> [Engine] {
        try await Program.eventually(every: .milliseconds(250), "\(count) engines ready") { () async throws -> [Engine]? in
            let path = "{range .items[*]}{.metadata.name} {.spec.nodeName} {.status.conditions[?(@.type=='Ready')].status} "
                + "{.metadata.deletionTimestamp}{'\\n'}{end}"
            let lines = try await demo.kubectl("get", "pods", "-l", "model=opt125m", "-o", "jsonpath=\(path)")
            let rows = lines.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            let ready = rows.filter { $0.count == 3 && $0[2] == "True" }
            return ready.count == count ? ready.map { Engine(name: $0[0], node: $0[1]) } : nil
        }
    }

    @Test func theFaultMenuOfTheDemo() async throws {
        try await Tmux.with(command: "\(Program.failtop) demo --startup-delay 1s") { board in
            try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
            try await board.press("F")
            try await board.shows("Fault in A?", "OOMKilled, exit 137", "Tab next engine")
            try await board.answer("Down", "Enter")
            try await board.shows("incident 1 recovered", "A was OOM-killed (exit 137)")
            try await board.press("q")
            try await board.shows("ended with 0")
        }
    }

    @Test func aBoardThatWaitsForAnIncidentTellsItAndEnds() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try await HeadlessDemo.with { demo in
            let flags = "--until-incident --timeout 90s --notify 'cat >> \(file.path)'"
            try await Tmux.with(columns: 160, command: demo.board(flags)) { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
                try await demo.kubectl("scale", Self.deployment, "--replicas=2")
                // An engine that leaves its streams open goes when its grace of 30 s is over.
                try await board.shows("planned, over", "was scaled down", within: .seconds(60))
                try await demo.kubectl("delete", "pod", try await engines(demo, 2)[0].name, "--now")
                try await board.shows("incident 2 · ", "was deleted", "recovered after", "ended with 0")
            }
            let told = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            let words = try told.map { line -> String in
                let event = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                let incident = try #require(event["incident"] as? [String: Any])
                return "\(event["event"] ?? "") \(incident["cause"] ?? "")"
            }
            #expect(words.sorted() == ["closed deleted", "closed scaled-down", "opened deleted", "opened scaled-down"])
            let patience = try await Program.run(
                Program.failtop, ["watch", "--kubeconfig", demo.kubeconfig, "--until-incident", "--timeout", "2s"])
            #expect(patience.exitCode == 5 && patience.error.contains("no incident within 2 s"), "\(patience.error)")
        }
    }

    @Test func theJournalSaysWhoKilledWhatWhenAndWhere() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try await HeadlessDemo.with { demo in
            try await Tmux.with(command: demo.board("--arm --record \(file.path)")) { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
                try await board.ask(until: "9999 →")
                try await board.press("x")
                try await board.shows("the API server would do it", "y kill")
                try await board.answer("y")
                try await board.shows("incident 1", "you killed")
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let request = try #require(lines.first { $0.contains("killRequested") })
        for words in ["\"at\":", "\"context\":", "\"user\":", "\"login\":", "\"kind\":\"now\"", "\"uid\":", "vllm-opt125m"] {
            #expect(request.contains(words), "\(request)")
        }
        #expect(lines.contains { $0.contains("killAccepted") })
    }

    @Test func theQuestionBeforeAKillSaysWhatWouldBeRefused() async throws {
        try await HeadlessDemo.with(["--scenario", "budget-blocks-eviction"]) { demo in
            try await Tmux.with(command: demo.board("--arm --kill evict")) { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
                try await board.ask(until: "9999 →")
                try await board.press("x")
                try await board.shows("engines allows no disruption: refused now", "you may evict pods", "dryrun refused: Cannot evict pod")
                try await board.answer("n")
                try await board.shows("nothing killed")
            }
        }
    }
}
