import Foundation
import PlainText
import TrafficModel
import WireFormats

/// One JSON event of a stream, of either endpoint. Everything is optional: routers and engines leave out a lot.
struct CompletionChunk: Decodable {
    struct Choice: Decodable {
        struct Delta: Decodable {
            var content: ContentText?
            /// Thinking of a reasoning model, as vLLM streams it; the newer name and the older.
            var reasoning: String?
            var reasoningContent: String?
            var toolCalls: [ToolCall]?

            enum CodingKeys: String, CodingKey {
                case content, reasoning
                case toolCalls = "tool_calls"
                case reasoningContent = "reasoning_content"
            }

            var text: String? {
                [content?.text, reasoningContent, reasoning].lazy.compactMap { $0 }.first { !$0.isEmpty }
            }
        }

        /// `content`: text, or a list of parts of which some are text.
        struct ContentText: Decodable {
            var text: String

            /// `{"type": "text", "text": …}`, or plain text; others hold no text.
            private struct Part: Decodable {
                var text: String

                private enum CodingKeys: String, CodingKey { case text }

                init(from decoder: any Decoder) throws {
                    let plain = try? decoder.singleValueContainer().decode(String.self)
                    let typed = try? decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .text)
                    text = plain ?? typed ?? ""
                }
            }

            init(from decoder: any Decoder) throws {
                let value = try decoder.singleValueContainer()
                if let text = try? value.decode(String.self) {
                    self.text = text
                } else {
                    text = ((try? value.decode([Part].self)) ?? []).map(\.text).joined()
                }
            }
        }

        /// Only that there is one matters here.
        struct ToolCall: Decodable {}

        var index: Int?
        var delta: Delta?
        var text: String?
        var finishReason: String?
        var tokenIDs: IDList?
        /// Of `/v1/completions`.
        var promptTokenIDs: IDList?

        /// What the text alone does not hold.
        var features: [StreamFeature] {
            var features: [StreamFeature] = []
            if let index, index > 0 { features.append(.severalChoices) }
            if delta?.toolCalls?.isEmpty == false { features.append(.toolCall) }
            if let delta, [delta.reasoning, delta.reasoningContent].contains(where: { $0?.isEmpty == false }) {
                features.append(.reasoning)
            }
            return features
        }

        enum CodingKeys: String, CodingKey {
            case index, delta, text
            case finishReason = "finish_reason"
            case tokenIDs = "token_ids"
            case promptTokenIDs = "prompt_token_ids"
        }
    }

    struct Usage: Decodable {
        var promptTokens: Int?
        var completionTokens: Int?

        enum CodingKeys: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
        }
    }

    var id: String?
    var choices: [Choice]?
    var usage: Usage?
    /// Of a chat.
    var promptTokenIDs: IDList?

    /// None where a server writes them in another form: the text is what counts.
    struct IDList: Decodable {
        var ids: [Int]

        init(from decoder: any Decoder) throws {
            ids = (try? decoder.singleValueContainer().decode([Int].self)) ?? []
        }
    }

    /// NVIDIA Dynamo's own field.
    var dynamo: Extension?

    /// Of Dynamo, whose ids of workers are larger than a double holds.
    struct Extension: Decodable {
        var worker: String?

        private enum CodingKeys: String, CodingKey { case worker = "worker_id" }
        private enum RoleKeys: String, CodingKey { case decode = "decode_worker_id" }

        init(from decoder: any Decoder) throws {
            let roles = try? decoder.container(keyedBy: CodingKeys.self).nestedContainer(keyedBy: RoleKeys.self, forKey: .worker)
            worker = (try? roles?.decode(UInt64.self, forKey: .decode)).map(String.init)
        }
    }

    enum CodingKeys: String, CodingKey {
        case id, choices, usage
        case dynamo = "nvext"
        case promptTokenIDs = "prompt_token_ids"
    }

    /// Engines make the completion's id of the request's, as it reached them: `chatcmpl-` or `cmpl-` before it.
    var requestID: RequestID? {
        let prefix = ["chatcmpl-", "cmpl-"].first { id?.hasPrefix($0) == true }
        guard let id, let prefix, id.count > prefix.count, id.count < 200 else { return nil }
        return ANSI.plain(String(id.dropFirst(prefix.count)))
    }

    /// The facts of this chunk, in the order in which they are true.
    func facts(of id: RequestID) -> [StreamFact]? {
        guard choices != nil || usage != nil else { return nil }
        var facts: [StreamFact] = []
        let ids = TokenIDs(
            prompt: promptTokenIDs?.ids ?? choices?.lazy.compactMap(\.promptTokenIDs?.ids).first,
            made: (choices ?? []).flatMap { $0.tokenIDs?.ids ?? [] })
        if ids.prompt != nil || !ids.made.isEmpty { facts.append(.tokenIDs(id, ids)) }
        for choice in choices ?? [] {
            facts += choice.features.map { .feature(id, $0) }
            if let text = choice.delta?.text ?? choice.text, !text.isEmpty { facts.append(.text(id, text)) }
            if let reason = choice.finishReason, !reason.isEmpty {
                facts.append(.finishReason(id, ANSI.plain(reason, limit: 60)))
            }
        }
        if let usage {
            let tokens = TokenUsage(
                promptTokens: usage.promptTokens ?? 0, completionTokens: usage.completionTokens ?? 0)
            facts.append(.usage(id, tokens))
        }
        return facts
    }
}

/// An error as engines and routers write it: `{"error": {"message": …, "code": …}}`, `{"error": "…"}`, or
/// `{"object": "error", "message": …}` of older engines.
struct ErrorObject: Decodable {
    var message: String

    private enum CodingKeys: String, CodingKey { case error, object, type, code, message }
    private enum ErrorKeys: String, CodingKey { case message, type, code }

    init(from decoder: any Decoder) throws {
        let top = try decoder.container(keyedBy: CodingKeys.self)
        if let text = try? top.decode(String.self, forKey: .error) {
            message = text
        } else if let error = try? top.nestedContainer(keyedBy: ErrorKeys.self, forKey: .error) {
            let kind =
                (try? error.decode(Int.self, forKey: .code)).map(String.init)
                ?? (try? error.decode(String.self, forKey: .code)) ?? (try? error.decode(String.self, forKey: .type))
            let text = (try? error.decode(String.self, forKey: .message)) ?? "error without a message"
            message = kind.map { "\($0): \(text)" } ?? text
        } else if [.object, .type].contains(where: { (try? top.decode(String.self, forKey: $0)) == "error" }) {
            let code = (try? top.decode(Int.self, forKey: .code)).map { "\($0): " } ?? ""
            message = code + ((try? top.decode(String.self, forKey: .message)) ?? "error without a message")
        } else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "not an error object"))
        }
    }
}
