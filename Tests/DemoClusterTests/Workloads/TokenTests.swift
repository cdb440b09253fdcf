import Foundation
import Testing

@testable import DemoCluster

@Suite(.timeLimit(.minutes(1)))
struct TokenTests {
    private static let model = "\"model\":\"facebook/opt-125m\""
    private static let messages =
        "\"messages\":[{\"role\":\"system\",\"content\":\"Be brief, naïve.\"},"
        + "{\"role\":\"user\",\"content\":\"What is a \\\"drain\\\"? 🚰\"}]"

    /// The text behind a `/tokenize` body, by way of `/detokenize`.
    private func roundTrip(_ host: String, _ body: String) async throws -> String {
        let tokenized = try await Fetch.post(host, "/tokenize", body)
        #expect(tokenized.status == 200, "\(tokenized.text)")
        let answer = try JSONValue(parsing: Data(tokenized.text.utf8))
        let tokens = try #require(answer["tokens"])
        #expect(answer["count"]?.int == tokens.array.count)
        #expect(answer["max_model_len"] == 2048)
        let text = try await Fetch.post(host, "/detokenize", "{\(Self.model),\"tokens\":\(tokens.text)}")
        return try #require(try JSONValue(parsing: Data(text.text.utf8))["prompt"]?.string)
    }

    @Test func aChatBecomesThePromptOfTheSameAnswer() async throws {
        try await RouterTestCluster.run(subnet: 40, arguments: ["--routing-logic", "session"]) { cluster in
            let host = cluster.routerIP
            let prompt = try await roundTrip(host, "{\(Self.model),\(Self.messages)}")
            #expect(prompt == "system:\nBe brief, naïve.\nuser:\nWhat is a \"drain\"? 🚰\nassistant:\n")
            let chat = try await Fetch.post(
                host, "/v1/chat/completions", "{\(Self.model),\(Self.messages),\"max_tokens\":20}")
            let completion = try await Fetch.post(
                host, "/v1/completions",
                "{\(Self.model),\"prompt\":\(JSONText.quote(prompt)),\"max_tokens\":20}")
            let said = try JSONValue(parsing: Data(chat.text.utf8))["choices"]?.array.first?["message", "content"]
            let written = try JSONValue(parsing: Data(completion.text.utf8))["choices"]?.array.first?["text"]
            #expect(said != nil && said == written)
        }
    }

    @Test func thePromptFollowsTheTemplatesOptions() async throws {
        try await RouterTestCluster.run(subnet: 41, arguments: ["--routing-logic", "session"]) { cluster in
            let host = cluster.engineIPs[0]
            let open =
                "\"messages\":[{\"role\":\"user\",\"content\":\"Go\"},{\"role\":\"assistant\",\"content\":\"One\"}]"
            #expect(
                try await roundTrip(host, "{\(open),\"add_generation_prompt\":false}") == "user:\nGo\nassistant:\nOne\n"
            )
            #expect(
                try await roundTrip(
                    host, "{\(open),\"add_generation_prompt\":false,\"continue_final_message\":true}")
                    == "user:\nGo\nassistant:\nOne")
            #expect(try await roundTrip(host, "{\"prompt\":\" as  it\\nis\"}") == " as  it\nis")
            for (path, body, reason) in [
                ("/tokenize", "{}", "Field required: prompt"),
                ("/tokenize", "{\"model\":\"nope\",\"prompt\":\"x\"}", "does not exist"),
                ("/tokenize", "{\(open),\"continue_final_message\":true}", "are not compatible"),
                ("/detokenize", "{}", "Field required: tokens"),
                ("/detokenize", "{\"tokens\":[300000]}", "Token id 300000 is out of vocabulary"),
            ] {
                let answer = try await Fetch.post(host, path, body)
                #expect(answer.status >= 400 && answer.text.contains(reason), "\(path) \(body): \(answer.text)")
            }
        }
    }
}
