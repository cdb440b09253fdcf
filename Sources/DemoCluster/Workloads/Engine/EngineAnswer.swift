/// The JSON of one answer, key by key in vLLM's order.
struct EngineAnswer: Sendable {
    var api: EngineRequest.API
    /// `chatcmpl-…` or `cmpl-…`, from the request's X-Request-Id.
    var id: String
    /// Unix seconds.
    var created: Int
    var model: String

    /// vLLM's id of an answer (`_base_request_id`).
    static func id(_ api: EngineRequest.API, requestID: String) -> String {
        (api == .chat ? "chatcmpl-" : "cmpl-") + requestID
    }

    /// The first event of a chat stream.
    /// - Parameter prompt: the ids of the prompt's tokens, where they are wanted.
    func roleEvent(prompt: [Int]? = nil) -> String {
        event(
            choice:
                "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null}",
            more: prompt.map { ",\"prompt_token_ids\":\(Self.list($0))" } ?? "")
    }

    private static func list(_ ids: [Int]) -> String { "[\(ids.map(String.init).joined(separator: ","))]" }

    /// One token; the last one carries the finish reason.
    /// - Parameters:
    ///   - ids: of the token, where they are wanted.
    ///   - prompt: those of the prompt, with the first token of a completion.
    func tokenEvent(_ text: String, finish: String?, ids: [Int]? = nil, prompt: [Int]? = nil) -> String {
        let reason = finish.map(JSONText.quote) ?? "null"
        let given = (ids.map { ",\"token_ids\":\(Self.list($0))" } ?? "") + (prompt.map { ",\"prompt_token_ids\":\(Self.list($0))" } ?? "")
        switch api {
        case .chat:
            let tail = finish == nil ? "" : ",\"stop_reason\":null"
            return event(
                choice: "{\"index\":0,\"delta\":{\"content\":\(JSONText.quote(text))},\"logprobs\":null,"
                    + "\"finish_reason\":\(reason)\(tail)\(given)}")
        case .completions:
            return event(
                choice: "{\"index\":0,\"text\":\(JSONText.quote(text)),\"logprobs\":null,"
                    + "\"finish_reason\":\(reason),\"stop_reason\":null\(given)}")
        }
    }

    func usageEvent(prompt: Int, completion: Int) -> String {
        "data: {\(head(chunk: true)),\"choices\":[],\"usage\":\(usage(prompt, completion))}\n\n"
    }

    /// The answer to a request that does not stream.
    func whole(_ text: String, finish: String, prompt: Int, completion: Int) -> String {
        let choice =
            switch api {
            case .chat:
                "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\(JSONText.quote(text)),\"tool_calls\":[]},"
                    + "\"logprobs\":null,\"finish_reason\":\"\(finish)\",\"stop_reason\":null}"
            case .completions:
                "{\"index\":0,\"text\":\(JSONText.quote(text)),\"logprobs\":null,\"finish_reason\":\"\(finish)\","
                    + "\"stop_reason\":null,\"prompt_logprobs\":null}"
            }
        return "{\(head(chunk: false)),\"choices\":[\(choice)],\"usage\":\(usage(prompt, completion))}"
    }

    static let done = "data: [DONE]\n\n"

    private func event(choice: String, more: String = "") -> String {
        "data: {\(head(chunk: true)),\"choices\":[\(choice)]\(api == .completions ? ",\"usage\":null" : "")\(more)}\n\n"
    }

    private func head(chunk: Bool) -> String {
        let object = api == .completions ? "text_completion" : chunk ? "chat.completion.chunk" : "chat.completion"
        return
            "\"id\":\(JSONText.quote(id)),\"object\":\"\(object)\",\"created\":\(created),\"model\":\(JSONText.quote(model))"
    }

    private func usage(_ prompt: Int, _ completion: Int) -> String {
        "{\"prompt_tokens\":\(prompt),\"total_tokens\":\(prompt + completion),\"completion_tokens\":\(completion)}"
    }
}
