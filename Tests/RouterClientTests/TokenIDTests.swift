import AsyncHTTPClient
import Foundation
import RouterClient
import TestSupport
import Testing
import TrafficModel

/// Token ids: asked for, read, and sent as a prompt.
@Suite(.timeLimit(.minutes(1))) struct TokenIDTests {
    private static func request(wantsTokenIDs: Bool? = true, resumption: Resumption? = nil) -> StreamRequest {
        StreamRequest(
            id: "r1", session: "9999", sessionHeader: "x-user-id", api: .chat, model: "tiny", prompt: "hi", maxTokens: 12, purpose: .question,
            resumption: resumption, wantsTokenIDs: wantsTokenIDs)
    }

    private static func stream(_ events: String) -> [ScriptedServer.Step] {
        [.send(HTTPText.events), HTTPText.chunk(events), .send(HTTPText.lastChunk), .end]
    }

    private static func facts(_ request: StreamRequest, _ script: @escaping ScriptedServer.Script) async throws -> ([StreamFact], [String]) {
        let requests = Seen<String>()
        let facts = try await ScriptedServer.with({ text in
            requests.add(text)
            return script(text)
        }) { server in
            try await HTTPClient.withHTTPClient(configuration: .router) { http in
                let seen = Seen<StreamFact>()
                await RouterClient.live(http: http, now: { .zero }).stream(request, to: try RouterTarget(base: server.url)) { seen.add($0) }
                return seen.all
            }
        }
        return (facts, requests.all)
    }

    /// Dynamo's ids are beyond what a double holds; the field goes on naming a worker that died.
    @Test func theWorkerInDynamosAnswerIsReadOnce() async throws {
        let chunk = #"{"choices":[{"index":0,"delta":{"content":"w"}}],"nvext":{"worker_id":{"prefill_worker_id":1,"decode_worker_id":9347009738415788273}}}"#
        let odd = [#""x""#, "7", #"{"worker_id":"x"}"#, #"{"worker_id":{"decode_worker_id":"x"}}"#, "null"].map { #"{"choices":[],"nvext":\#($0)}"# }
        let (facts, _) = try await Self.facts(Self.request()) { _ in Self.stream("data: \(chunk)\n\ndata: \(chunk)\n\n") }
        let hints = facts.compactMap { if case .hints(_, let hints) = $0 { hints } else { nil } }
        #expect(hints == [[WorkerHint(header: "nvext.worker_id", names: ["9347009738415788273"])]])
        let (others, _) = try await Self.facts(Self.request()) { _ in Self.stream(odd.map { "data: \($0)\n\n" }.joined()) }
        #expect(!others.contains { if case .hints = $0 { true } else if case .garbage = $0 { true } else { false } })
    }

    /// What vLLM 0.32 sent through the production stack's router.
    @Test func thoseOfARealChatAreRead() async throws {
        let recorded = String(decoding: try Fixture.data("vllm-0.32/chat-token-ids-router.http"), as: UTF8.self)
        let body = recorded.components(separatedBy: "chunked").last?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        let (facts, requests) = try await Self.facts(Self.request()) { _ in
            Self.stream(body + "\n\n")
        }
        let ids = facts.compactMap { if case .tokenIDs(_, let ids) = $0 { ids } else { nil } }
        #expect(ids.first?.prompt?.count == 28 && ids.flatMap(\.made) == [1068, 1959, 3021, 1658, 3175, 2132, 3701, 1851, 1667, 1486, 418, 860])
        #expect(requests.first?.contains(#""return_token_ids":true"#) == true)
        let kinds = facts.compactMap { fact -> String? in
            switch fact {
            case .tokenIDs: "ids"
            case .text: "text"
            default: nil
            }
        }
        #expect(kinds == ["ids"] + (0..<12).flatMap { _ in ["ids", "text"] }, "ids come before their text")
    }

    @Test func aServerThatRefusesThemIsAskedWithout() async throws {
        let (facts, requests) = try await Self.facts(Self.request()) { request in
            guard request.contains("return_token_ids") else {
                return Self.stream(HTTPText.token("a"))
            }
            let body = #"{"error":"return_token_ids: extra fields not permitted"}"#
            return [.send(HTTPText.answer("400 Bad Request", type: "application/json", body)), .end]
        }
        #expect(requests.count == 2 && facts.contains(.text("r1", "a")))
        #expect(requests[1].contains("continuous_usage_stats"), "nothing else is given up")
    }

    @Test func aPromptOfIDsIsACompletion() async throws {
        let resumption = Resumption(text: "half", tokens: 2, form: .tokenIDs, promptIDs: [5, 6, 7])
        let (_, requests) = try await Self.facts(Self.request(resumption: resumption)) { _ in
            Self.stream(HTTPText.token("a"))
        }
        let sent = try #require(requests.first)
        #expect(sent.hasPrefix("POST /v1/completions ") && sent.contains(#""prompt":[5,6,7]"#) && !sent.contains("messages"))
    }

    @Test func whoDoesNotWantThemDoesNotAsk() async throws {
        let (_, requests) = try await Self.facts(Self.request(wantsTokenIDs: nil)) { _ in
            Self.stream(HTTPText.token("a"))
        }
        #expect(requests.first?.contains("token_ids") == false)
    }
}
