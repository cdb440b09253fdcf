import AsyncHTTPClient
import DemoCluster
import Foundation
import RouterClient
import TestSupport
import Testing
import TrafficModel

/// A resumed answer is the uninterrupted one, token by token, wherever it broke: no token lost, none doubled. The engines' tokens are not
/// those that their tokeniser would make of the text, so that the text alone would not do.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(3)))
struct ResumeTests {
    private static let length = 200

    /// Runs the body with an embedded cluster, fast and without users.
    private func withPlayer(_ scenario: String, _ body: @Sendable (AnswerPlayer) async throws -> Void) async throws {
        var configuration = DemoCluster.Configuration()
        configuration.apply(try DemoCluster.Scenario.named(scenario))
        configuration.sessions = 0
        configuration.tokensPerSecond = 1_000
        let cluster = try DemoCluster.complete(configuration)
        let http = HTTPClient(configuration: .router)
        let outcome: Result<Void, any Error>
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await cluster.run() }
                defer { group.cancelAll() }
                let player = try AnswerPlayer(router: try await cluster.addresses().routerURL, http: http)
                try await player.waitForEngines()
                try await body(player)
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        try await http.shutdown()
        try outcome.get()
    }

    @Test(arguments: CompletionAPI.allCases)
    func everyPositionOfABreak(_ api: CompletionAPI) async throws {
        try await withPlayer("uncanonical-tokens") { player in
            let whole = try await player.answer(api: api, maxTokens: Self.length, cuts: [])
            #expect(whole.tokenCount == Self.length)
            let first = try await player.firstRequest(api: api, maxTokens: Self.length)
            try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
                // All positions, eight at a time: a position is a few hundred milliseconds of waiting.
                var next = 0
                func start() {
                    guard next < Self.length else { return }
                    let position = next
                    next += 1
                    group.addTask { (position, try await player.answer(api: api, maxTokens: Self.length, cuts: [position], first: first)) }
                }
                for _ in 0..<8 { start() }
                var tried = 0
                for try await (position, answer) in group {
                    tried += 1
                    #expect(answer.text == whole.text, "broken after \(position) tokens")
                    // A busy machine may refuse a try to go on; it is tried again, and the seam stays where it was.
                    #expect(answer.outcome.isComplete && answer.parts.count >= 2)
                    #expect(answer.kept.map(\.chunks.count).filter { $0 > 0 } == [position, Self.length - position].filter { $0 > 0 })
                    #expect(position == 0 || answer.parts.last?.request.resumption?.form == .tokenIDs)
                    start()
                }
                #expect(tried == Self.length)
            }
        }
    }

    @Test(arguments: CompletionAPI.allCases, [[3, 1], [1, 1, 1, 1], [40, 40], [0, 7], [20, 0, 30], [109]])
    func severalBreaksInOneAnswer(_ api: CompletionAPI, _ cuts: [Int]) async throws {
        try await withPlayer("uncanonical-tokens") { player in
            let whole = try await player.answer(api: api, maxTokens: Self.length, cuts: [])
            let answer = try await player.answer(api: api, maxTokens: Self.length, cuts: cuts)
            #expect(answer.text == whole.text)
            #expect(answer.tokenCount == Self.length)
        }
    }

    /// The chat is rendered by the engine's own template, and the completion goes on where the chat broke.
    @Test func aRouterThatDropsAddGenerationPrompt() async throws {
        try await withPlayer("drops-fields") { player in
            let whole = try await player.answer(api: .chat, maxTokens: Self.length, cuts: [])
            let answer = try await player.answer(api: .chat, maxTokens: Self.length, cuts: [30])
            #expect(answer.text == whole.text)
            #expect(answer.parts.compactMap(\.request.resumption?.form) == [.assistantMessage, .renderedPrompt])
        }
    }
}
