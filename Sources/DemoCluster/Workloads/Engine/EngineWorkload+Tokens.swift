import Foundation
import Hummingbird

/// vLLM's tokeniser over HTTP, with which a client can render a chat as the prompt of a completion.
extension EngineWorkload {
    private struct Tokenized: Decodable {
        var model: String?
        var prompt: String?
        var messages: [EngineRequest.Wire.Message]?
        var continue_final_message: Bool?
        var add_generation_prompt: Bool?
    }

    private struct Detokenized: Decodable {
        var model: String?
        var tokens: [Int]
    }

    func tokenize(_ request: Request) async throws -> Response {
        let wire = try await decode(Tokenized.self, from: request)
        try check(model: wire.model)
        let text: String
        if let messages = wire.messages, !messages.isEmpty {
            text = try ChatTemplate.render(
                messages, continues: wire.continue_final_message, addsPrompt: wire.add_generation_prompt)
        } else if let prompt = wire.prompt {
            text = prompt
        } else {
            throw EngineFailure.badRequest("Field required: prompt", parameter: "prompt")
        }
        let ids = Tokenizer.ids(of: text)
        return .json(
            "{\"count\":\(ids.count),\"max_model_len\":\(Tokenizer.maxModelLength),"
                + "\"tokens\":[\(ids.map(String.init).joined(separator: ","))],\"token_strs\":null}")
    }

    func detokenize(_ request: Request) async throws -> Response {
        let wire = try await decode(Detokenized.self, from: request)
        try check(model: wire.model)
        return .json("{\"prompt\":\(JSONText.quote(try Tokenizer.pieces(of: wire.tokens).joined()))}")
    }

    private func decode<Wire: Decodable>(_ type: Wire.Type, from request: Request) async throws -> Wire {
        let buffer = try await request.body.collect(upTo: 4 << 20)
        do {
            return try JSONDecoder().decode(type, from: Data(buffer.readableBytesView))
        } catch let error as DecodingError {
            throw EngineFailure.badRequest(error)
        }
    }

    private func check(model: String?) throws {
        if let model, model != configuration.model { throw EngineFailure.unknownModel(model, served: configuration.model) }
    }
}
