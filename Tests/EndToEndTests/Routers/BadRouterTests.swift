import Foundation
import TestSupport
import Testing

/// Addresses that are no router, or an ill one: each has its words and its exit code.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct BadRouterTests {
    private struct Case {
        var status: String
        var type: String
        var body: String
        var exitCode: Int32
        /// On the frame, or on standard error.
        var words: String
    }

    private static let cases = [
        Case(
            status: "200 OK", type: "text/html", body: "<!doctype html><p>Welcome</p>", exitCode: 3,
            words: "HTML instead of a router's answer (HTTP 200); is this the router's address?"),
        Case(
            status: "404 Not Found", type: "text/plain", body: "nothing here", exitCode: 3,
            words: "HTTP 404: this router does not have it"),
        Case(status: "500 Oops", type: "text/plain", body: "Internal Server Error", exitCode: 0, words: "✗ HTTP 500"),
        Case(status: "503 Busy", type: "application/json", body: #"{"error":"no"}"#, exitCode: 0, words: "✗ HTTP 503"),
    ]

    @Test func oneFrameSaysWhatIsWrong() async throws {
        try await HeadlessDemo.with { demo in
            for wrong in Self.cases {
                let answer = HTTPText.answer(wrong.status, type: wrong.type, wrong.body)
                let outcome = try await ScriptedServer.with({ _ in [.send(answer)] }) { server in
                    try await once(demo, router: server.url)
                }
                #expect(outcome.exitCode == wrong.exitCode, "\(wrong)")
                #expect((outcome.output + outcome.error).contains(wrong.words), "\(wrong) \(outcome)")
            }
            let refused = try await once(demo, router: "http://127.0.0.1:1")
            #expect(refused.exitCode == 3)
            #expect(refused.output.contains("✗ UNREACHABLE"))
            #expect(refused.error.contains("127.0.0.1:1: the connection was refused"), "\(refused.error)")
            let unknown = try await once(demo, router: "service/nope")
            #expect(unknown.exitCode == 3)
            #expect(unknown.error.contains("no service nope in this namespace; it has: "), "\(unknown.error)")
        }
    }

    private func once(_ demo: HeadlessDemo, router: String) async throws -> Program.Outcome {
        try await Program.run(
            Program.failtop, ["watch", "--kubeconfig", demo.kubeconfig, "--once", "--router", router])
    }

    @Test func answersThatAreNoStreamAreShownForWhatTheyAre() async throws {
        try await HeadlessDemo.with { demo in
            try await ScriptedServer.with(Self.garbage) { server in
                try await Tmux.with(command: demo.board("--router \(server.url)")) { board in
                    try await board.shows("● LIVE 3/3", "127.0.0.1")
                    try await board.ask(until: "not understood")
                    try await board.shows("truncated", "2 not understood (not json at all)")
                }
            }
            try await Tmux.with(command: demo.board("--model nope")) { board in
                try await board.shows("router-service ● LIVE", "● LIVE 3/3")
                try await board.ask(until: "HTTP 404")
                try await board.shows("Model 'nope' not found")
            }
        }
    }

    /// Healthy at first sight, but its answers are noise, escape sequences included.
    @Sendable private static func garbage(_ request: String) -> [ScriptedServer.Step] {
        if request.hasPrefix("GET /health") { return [.send(HTTPText.answer("200 OK", type: "text/plain", "OK"))] }
        if request.hasPrefix("GET /v1/models") {
            return [.send(HTTPText.answer("200 OK", type: "application/json", #"{"data":[{"id":"m"}]}"#))]
        }
        if request.hasPrefix("GET ") {
            return [.send(HTTPText.answer("200 OK", type: "text/plain", "\u{1b}[2J\u{7} noise"))]
        }
        let events = "data: \u{1b}[31mnot json at all\u{1b}[0m\n\ndata: {\"a\":1}\n\n\u{1b}]0;title\u{7}\n\n"
        return [.send(HTTPText.answer("200 OK", type: "text/event-stream", events)), .end]
    }
}
