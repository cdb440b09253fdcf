import Foundation
import Testing

@testable import DemoCluster

/// An answer that is cut anywhere and continued by the ids of its tokens is the uninterrupted one, where its text would not do. That
/// the program itself does so, at each of 200 positions, is tested end to end (`ResumeTests`).
@Suite(.timeLimit(.minutes(2)))
struct ExactResumeTests {
    private static let length = 200

    /// What one stream gave.
    private struct Given {
        var text = ""
        var pieces: [String] = []
        var ids: [Int] = []
        var prompt: [Int] = []
        var status: UInt = 0

        init(_ answer: (status: UInt, headers: [String: String], text: String)) throws {
            status = answer.status
            guard answer.status == 200 else { return }
            let stream = try StreamEvents(answer.text)
            for event in stream.events {
                let choice = (event["choices"] as? [[String: Any]])?.first
                prompt += event["prompt_token_ids"] as? [Int] ?? choice?["prompt_token_ids"] as? [Int] ?? []
                let made = choice?["token_ids"] as? [Int] ?? []
                guard !made.isEmpty else { continue }
                ids += made
                pieces.append((choice?["delta"] as? [String: Any])?["content"] as? String ?? choice?["text"] as? String ?? "")
            }
            text = pieces.joined()
        }
    }

    private static func body(_ fields: [String: Any], _ tokens: Int) throws -> String {
        var fields = fields
        fields["model"] = RouterTestCluster.model
        fields["stream"] = true
        fields["max_tokens"] = tokens
        fields["return_token_ids"] = true
        return String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
    }

    @Test(arguments: [("/v1/chat/completions", 50), ("/v1/completions", 51)])
    func atPositionsAllAlong(path: String, subnet: Int) async throws {
        let question = "Explain failover at length."
        try await RouterTestCluster.run(subnet: subnet, arguments: ["--routing-logic", "session"], tokensPerSecond: 20_000) {
            $0.cutsFreely = true
            $0.timeToFirstToken = .zero
        } _: { cluster in
            let router = cluster.routerIP
            let asked: [String: Any] =
                path.contains("chat") ? ["messages": [["role": "user", "content": question]]] : ["prompt": question]
            let whole = try Given(try await Fetch.post(router, path, try Self.body(asked, Self.length)))
            #expect(whole.ids.count == Self.length && whole.pieces.count == Self.length && !whole.prompt.isEmpty)
            #expect(WordPieces.split(whole.text) != whole.pieces, "its tokeniser would cut it otherwise")
            // A text is continued as exactly only until the first such token.
            var differing = 0
            for position in stride(from: 1, to: Self.length, by: 9) {
                let soFar = whole.pieces[..<position].joined()
                let byText: [String: Any] =
                    path.contains("chat")
                    ? [
                        "messages": [["role": "user", "content": question], ["role": "assistant", "content": soFar]],
                        "continue_final_message": true, "add_generation_prompt": false,
                    ] : ["prompt": question + soFar]
                if position > 20 {
                    let rest = try Given(try await Fetch.post(router, path, try Self.body(byText, Self.length - position)))
                    if soFar + rest.text != whole.text { differing += 1 }
                }
                let prompt = whole.prompt + whole.ids[..<position]
                let rest = try Given(
                    try await Fetch.post(router, "/v1/completions", try Self.body(["prompt": prompt], Self.length - position), ["x-user-id": "s\(position)"]))
                #expect(rest.status == 200 && rest.ids == Array(whole.ids[position...]), "at \(position)")
                #expect(rest.pieces == Array(whole.pieces[position...]) && rest.prompt == prompt)
            }
            #expect(differing > 5, "\(differing)")
        }
    }

    @Test func anIDThatIsNoneIsRefused() async throws {
        try await RouterTestCluster.run(subnet: 52, arguments: ["--routing-logic", "session"]) { cluster in
            let answer = try await Fetch.post(cluster.routerIP, "/v1/completions", try Self.body(["prompt": [999_999_999]], 3))
            #expect(answer.status == 400 && answer.text.contains("out of vocabulary"))
            let silent = try await Fetch.post(cluster.routerIP, "/v1/chat/completions", cluster.body(3))
            #expect(!silent.text.contains("token_ids"), "only who asks is told")
        }
    }
}
