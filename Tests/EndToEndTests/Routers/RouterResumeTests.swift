import AsyncHTTPClient
import Foundation
import RouterClient
import TestSupport
import Testing
import TrafficModel

/// A broken answer is continued through real routers, the first of them started by a command of one's own, in front of engines whose
/// tokens their tokeniser would cut otherwise.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct RouterResumeTests {
    private static let length = 200

    /// A router, how it is started, and the form in which each API's answer goes on; none where it cannot.
    struct Case: Sendable, CustomTestStringConvertible {
        var router: DemoRouter
        var forms: [CompletionAPI: Resumption.Form]

        /// Every field reaches the engine as it was sent.
        static let vllm = Case(router: .vllm, forms: [.chat: .tokenIDs, .completions: .tokenIDs])
        static let envoy = Case(router: .envoy, forms: [.chat: .tokenIDs, .completions: .tokenIDs])
        /// A chat loses `return_token_ids` and `add_generation_prompt`, and `/tokenize` is no path of it; a completion by ids is refused
        /// with 422, and goes on by its text.
        static let sglang = Case(router: .sglang, forms: [.completions: .prompt])

        var testDescription: String { router.rawValue }

        func flags() throws -> [String] {
            guard router == .vllm else { return ["--router", router.rawValue] }
            let command = """
                \(try PythonEnvironment.program(router.rawValue)) --host {ip} --port {port} --policy consistent_hash
                --prometheus-host {ip} --prometheus-port 29000 --service-discovery --service-discovery-port 8000
                --service-discovery-namespace default --selector environment=test release=test
                """
            return ["--router-command", command]
        }
    }

    @Test(arguments: [Case.vllm, .envoy, .sglang])
    func theAnswerGoesOnAsItWouldHave(_ test: Case) async throws {
        let flags = try test.flags() + ["--scenario", "uncanonical-tokens", "--sessions", "0", "--tokens-per-second", "1000"]
        try await HeadlessDemo.with(flags, environment: try test.router.environment()) { demo in
            let http = HTTPClient(configuration: .router)
            let outcome: Result<Void, any Error>
            do {
                let player = try AnswerPlayer(router: "http://127.0.0.1:\(demo.routerPort)", http: http)
                try await player.waitForEngines()
                for api in CompletionAPI.allCases { try await expectTheSame(player, api, test.forms[api]) }
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            try await http.shutdown()
            try outcome.get()
        }
    }

    private func expectTheSame(_ player: AnswerPlayer, _ api: CompletionAPI, _ form: Resumption.Form?) async throws {
        let whole = try await player.answer(api: api, maxTokens: Self.length, cuts: [])
        #expect(whole.tokenCount == Self.length)
        // Where it does not go on as it would have, once tells as much as ten times.
        for position in stride(from: 1, to: Self.length, by: form == .tokenIDs ? 22 : Self.length) {
            let answer = try await player.answer(api: api, maxTokens: Self.length, cuts: [position])
            guard let form else {
                #expect(!answer.outcome.isComplete && answer.tokenCount == position)
                continue
            }
            #expect(answer.outcome.isComplete && answer.parts.last?.request.resumption?.form == form, "after \(position) tokens")
            #expect(answer.kept.map(\.chunks.count).filter { $0 > 0 } == [position, Self.length - position])
            #expect(answer.text == whole.text || form != .tokenIDs, "broken after \(position) tokens")
        }
    }
}
