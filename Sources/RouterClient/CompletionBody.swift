import FailoverModel
import Foundation

/// The JSON of a streaming request to the OpenAI API.
struct CompletionBody: Encodable {
    struct Message: Encodable {
        var role: String
        var content: String
    }

    struct StreamOptions: Encodable {
        var includeUsage: Bool

        enum CodingKeys: String, CodingKey { case includeUsage = "include_usage" }
    }

    var model: String
    var messages: [Message]?
    var prompt: String?
    var maxTokens: Int
    var stream = true
    var streamOptions = StreamOptions(includeUsage: true)

    enum CodingKeys: String, CodingKey {
        case model, messages, prompt, stream
        case maxTokens = "max_tokens"
        case streamOptions = "stream_options"
    }

    init(_ request: StreamRequest) {
        model = request.model
        maxTokens = request.maxTokens
        switch request.api {
        case .chat: messages = [Message(role: "user", content: request.prompt)]
        case .completions: prompt = request.prompt
        }
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
