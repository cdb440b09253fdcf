import Foundation

/// A completion request, checked as vLLM checks it.
struct EngineRequest: Sendable {
    enum API: Sendable { case chat, completions }

    var api: API
    /// Everything the model continues: the tokens of the prompt, or of the conversation through its template.
    var context: [String]
    var returnsTokenIDs: Bool
    var model: String
    var maxTokens: Int
    var isStreaming: Bool
    var includesUsage: Bool
    var stop: [String]

    /// - Throws: `EngineFailure` with what vLLM answers.
    init(_ api: API, body: Data, servedModel: String) throws {
        let wire: Wire
        do {
            wire = try JSONDecoder().decode(Wire.self, from: body)
        } catch let error as DecodingError {
            throw EngineFailure.badRequest(error)
        }
        if let model = wire.model, model != servedModel { throw EngineFailure.unknownModel(model, served: servedModel) }
        self.api = api
        model = servedModel
        maxTokens = wire.max_completion_tokens ?? wire.max_tokens ?? EngineConfiguration.defaultMaxTokens
        guard maxTokens >= 1 else {
            throw EngineFailure.badRequest("max_tokens must be at least 1, got \(maxTokens).", parameter: "max_tokens")
        }
        if maxTokens > Tokenizer.maxModelLength { throw EngineFailure.tooManyTokens(maxTokens) }
        isStreaming = wire.stream ?? false
        includesUsage = wire.stream_options?.include_usage ?? false
        if wire.stream_options != nil, !isStreaming {
            throw EngineFailure.badRequest("Stream options can only be defined when `stream=True`.")
        }
        returnsTokenIDs = wire.return_token_ids ?? false
        stop = wire.stop?.texts.filter { !$0.isEmpty } ?? []
        switch api {
        case .chat: context = WordPieces.split(try Self.conversation(wire))
        case .completions: context = try Self.prompt(wire)
        }
    }

    private static func prompt(_ wire: Wire) throws -> [String] {
        switch wire.prompt {
        case nil: throw EngineFailure.badRequest("Field required: prompt", parameter: "prompt")
        case .text(let text): return WordPieces.split(text)
        case .ids(let ids): return try Tokenizer.pieces(of: ids)
        }
    }

    private static func conversation(_ wire: Wire) throws -> String {
        guard let messages = wire.messages, !messages.isEmpty else {
            throw EngineFailure.badRequest("Field required: messages", parameter: "messages")
        }
        return try ChatTemplate.render(
            messages, continues: wire.continue_final_message, addsPrompt: wire.add_generation_prompt)
    }
}
