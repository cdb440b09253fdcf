import Foundation
import TrafficModel

/// The JSON of a streaming request to the OpenAI API, as vLLM reads it.
struct CompletionBody: Encodable {
    struct Message: Encodable {
        var role: String
        var content: String
    }

    struct StreamOptions: Encodable {
        var includeUsage: Bool
        /// Usage with every chunk: the exact number of tokens that were delivered before a break. Servers that do not
        /// know it mostly ignore it.
        var continuousUsageStats: Bool?

        enum CodingKeys: String, CodingKey {
            case includeUsage = "include_usage"
            case continuousUsageStats = "continuous_usage_stats"
        }
    }

    /// A text, or token ids, which nothing on the way cuts anew.
    enum Prompt: Encodable {
        case text(String)
        case ids([Int])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .ids(let ids): try container.encode(ids)
            }
        }
    }

    var model: String
    var messages: [Message]?
    var prompt: Prompt?
    var continueFinalMessage: Bool?
    var addGenerationPrompt: Bool?
    /// A rendered prompt holds the template's special tokens already; the tokenizer must not add them again.
    var addSpecialTokens: Bool?
    var maxTokens: Int
    var stream = true
    var streamOptions: StreamOptions?
    var returnTokenIDs: Bool?

    enum CodingKeys: String, CodingKey {
        case model, messages, prompt, stream
        case continueFinalMessage = "continue_final_message"
        case addGenerationPrompt = "add_generation_prompt"
        case addSpecialTokens = "add_special_tokens"
        case maxTokens = "max_tokens"
        case streamOptions = "stream_options"
        case returnTokenIDs = "return_token_ids"
    }

    /// - Parameter rendered: the chat as the engine's template writes it, for `.renderedPrompt`.
    init(_ request: StreamRequest, rendered: String? = nil, extras: Extras = Extras()) {
        returnTokenIDs = request.wantsTokenIDs == true && extras.tokenIDs ? true : nil
        switch extras.usage {
        case .always: streamOptions = StreamOptions(includeUsage: true, continuousUsageStats: true)
        case .atTheEnd: streamOptions = StreamOptions(includeUsage: true)
        case .never: streamOptions = nil
        }
        model = request.model
        maxTokens = request.maxTokens
        let question = Message(role: "user", content: request.prompt)
        switch (request.resumption?.form, request.api) {
        case (.renderedPrompt, _):
            prompt = .text((rendered ?? request.prompt) + (request.resumption?.text ?? ""))
            addSpecialTokens = false
        case (.tokenIDs, _):
            prompt = .ids(request.resumption?.promptIDs ?? [])
        case (.prompt, _), (nil, .completions):
            prompt = .text(request.prompt + (request.resumption?.text ?? ""))
        case (.assistantMessage, _):
            messages = [question, Message(role: "assistant", content: request.resumption?.text ?? "")]
            // vLLM: both true is an error, and the second left out is true.
            continueFinalMessage = true
            addGenerationPrompt = false
        case (nil, .chat):
            messages = [question]
        }
    }

    /// - Parameter fields: further top-level fields, as JSON by name. Ours cannot be overwritten.
    func json(adding fields: [String: String] = [:]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let own = try encoder.encode(self)
        guard !fields.isEmpty, var object = try JSONSerialization.jsonObject(with: own) as? [String: Any] else {
            return own
        }
        for (name, text) in fields where object[name] == nil {
            object[name] = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        }
        return try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    }
}

extension StreamRequest {
    /// Where it goes: what continues a prompt is a completion, whatever the question was.
    var path: String {
        switch resumption?.form {
        case .prompt, .renderedPrompt, .tokenIDs: CompletionAPI.completions.path
        case .assistantMessage, nil: api.path
        }
    }
}
