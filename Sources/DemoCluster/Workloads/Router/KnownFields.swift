import Foundation
import NIOCore

/// The chat fields that a typed router passes on. sglang-router 0.3.2 was measured: `add_generation_prompt`, `user` and
/// every field it does not know are gone, `max_tokens` has its newer name.
enum KnownFields {
    private static let names: Set<String> = [
        "model", "messages", "stream", "stream_options", "stop", "temperature", "top_p", "n", "seed", "logprobs",
        "top_logprobs", "presence_penalty", "frequency_penalty", "response_format", "tools", "tool_choice",
        "max_completion_tokens", "continue_final_message",
    ]

    /// The body as such a router sends it; one that is no JSON object stays as it is.
    static func only(in body: ByteBuffer) -> ByteBuffer {
        guard let object = try? JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any]
        else { return body }
        var known = object.filter { names.contains($0.key) }
        known["max_completion_tokens"] = known["max_completion_tokens"] ?? object["max_tokens"]
        guard let data = try? JSONSerialization.data(withJSONObject: known) else { return body }
        return ByteBuffer(bytes: data)
    }
}
