import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import PlainText
import TrafficModel
import WireFormats

/// A chat as the text that the engine's own template makes of it: vLLM's `/tokenize` renders and counts, `/detokenize`
/// gives the text back. Both pass through the router to any engine of the model.
struct PromptRendering: Sendable {
    let http: HTTPClient
    let target: RouterTarget

    private static let patience = TimeAmount.seconds(5)
    private static let largestAnswer = 16 << 20

    /// Why a chat cannot be rendered.
    struct Failure: Error {
        var reason: String
        /// Another try gives the same answer.
        var isFinal: Bool
    }

    private struct Chat: Encodable {
        var model: String
        var messages: [CompletionBody.Message]
        var add_generation_prompt = true
    }

    private struct Tokens: Codable {
        var model: String?
        var tokens: [Int]
    }

    private struct Text: Decodable {
        var prompt: String
    }

    func text(of request: StreamRequest, headers: HTTPHeaders) async throws -> String {
        let chat = Chat(model: request.model, messages: [.init(role: "user", content: request.prompt)])
        var tokens: Tokens = try await post("/tokenize", chat, headers)
        tokens.model = request.model
        let text: Text = try await post("/detokenize", tokens, headers)
        return text.prompt
    }

    private func post<Answer: Decodable>(
        _ path: String, _ body: some Encodable, _ headers: HTTPHeaders
    ) async throws -> Answer {
        var message = HTTPClientRequest(url: target.url(path))
        message.method = .POST
        message.headers = headers
        message.body = .bytes(try JSONEncoder().encode(body))
        let response: HTTPClientResponse
        let answer: Data
        do {
            response = try await http.execute(message, timeout: Self.patience)
            answer = Data(try await response.body.collect(upTo: Self.largestAnswer).readableBytesView)
        } catch {
            throw Failure(reason: "\(path): \(Trouble(error, at: target).reason)", isFinal: false)
        }
        guard response.status == .ok else {
            let text = ANSI.plain(target.scrubbed(String(decoding: answer.prefix(4096), as: UTF8.self)), limit: 120)
            throw Failure(
                reason: "\(path) answered HTTP \(response.status.code)" + (text.isEmpty ? "" : ": \(text)"),
                isFinal: (400..<500).contains(Int(response.status.code)))
        }
        guard let decoded = try? JSONDecoder().decode(Answer.self, from: answer) else {
            throw Failure(reason: "\(path) answered something else than expected", isFinal: true)
        }
        return decoded
    }
}
