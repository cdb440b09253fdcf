import Foundation

/// A completion request, checked as vLLM checks it.
struct EngineRequest: Sendable {
    enum API: Sendable { case chat, completions }

    var api: API
    /// Everything the model continues: the prompt, or the conversation through its template.
    var context: String
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
            throw EngineFailure.badRequest(Self.describe(error))
        }
        if let model = wire.model, model != servedModel { throw EngineFailure.unknownModel(model) }
        self.api = api
        model = servedModel
        maxTokens = wire.max_completion_tokens ?? wire.max_tokens ?? EngineConfiguration.defaultMaxTokens
        guard maxTokens >= 1 else {
            throw EngineFailure.badRequest("max_tokens must be at least 1, got \(maxTokens).", parameter: "max_tokens")
        }
        isStreaming = wire.stream ?? false
        includesUsage = wire.stream_options?.include_usage ?? false
        if wire.stream_options != nil, !isStreaming {
            throw EngineFailure.badRequest("Stream options can only be defined when `stream=True`.")
        }
        stop = wire.stop?.texts.filter { !$0.isEmpty } ?? []
        switch api {
        case .chat: context = try Self.conversation(wire)
        case .completions: context = try Self.prompt(wire)
        }
    }

    private static func prompt(_ wire: Wire) throws -> String {
        guard let prompt = wire.prompt else {
            throw EngineFailure.badRequest("Field required: prompt", parameter: "prompt")
        }
        guard prompt.texts.count == 1 else {
            throw EngineFailure.badRequest("This engine takes one prompt a request, got \(prompt.texts.count).")
        }
        return prompt.texts[0]
    }

    private static func conversation(_ wire: Wire) throws -> String {
        guard let messages = wire.messages, !messages.isEmpty else {
            throw EngineFailure.badRequest("Field required: messages", parameter: "messages")
        }
        let continues = wire.continue_final_message ?? false
        // Omitted means true, which the template code then refuses to combine.
        let addsPrompt = wire.add_generation_prompt ?? true
        if continues, wire.add_generation_prompt == true {
            throw EngineFailure.badRequest(
                "Cannot set both `continue_final_message` and `add_generation_prompt` to True.")
        }
        if continues, addsPrompt {
            throw EngineFailure.badRequest(
                "continue_final_message and add_generation_prompt are not compatible. Use continue_final_message when "
                    + "you want the model to continue the final message, and add_generation_prompt when you want to add "
                    + "a header that will prompt it to start a new assistant message instead.")
        }
        var lines = messages.map { "\($0.role):\n\($0.content?.texts.joined() ?? "")\n" }
        if continues, let last = messages.last {
            lines[lines.count - 1] = "\(last.role):\n\(last.content?.texts.joined() ?? "")"
        } else {
            lines.append("assistant:\n")
        }
        return lines.joined()
    }

    private static func describe(_ error: DecodingError) -> String {
        switch error {
        case .dataCorrupted(let context): "Invalid JSON in the request body: \(context.debugDescription)"
        case .keyNotFound(let key, _): "Field required: \(key.stringValue)"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "Invalid value for \(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
        @unknown default: "Invalid request body."
        }
    }
}
