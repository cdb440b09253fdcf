import Foundation

/// Follows the events of a stream so that another engine can continue it unnoticed: which text is out, how many tokens,
/// and what must be changed in the events of the continuation.
struct ResumableAnswer: Sendable {
    private var partial: [UInt8] = []
    private(set) var text = ""
    private(set) var tokens = 0
    /// A finish reason has been sent.
    private(set) var isFinished = false
    /// `[DONE]` has been sent.
    private(set) var isDone = false
    /// The engine ended its stream itself, before its time: by an error event, or by the finish reason `abort`.
    private(set) var isGivenUp = false
    private var hasRole = false
    private var identity: String?
    private var created: String?
    /// Tokens that the engines before the present one made.
    private var tokensBefore = 0

    static let done = "data: [DONE]\n\n"

    /// The events that these bytes complete, fit to be sent to the client.
    mutating func take(_ bytes: some Sequence<UInt8>) -> String {
        partial += bytes
        var out = ""
        while !isGivenUp, let end = eventEnd() {
            let event = String(decoding: partial[..<end], as: UTF8.self)
            partial.removeFirst(end)
            out += forwarded(event) ?? ""
        }
        return out
    }

    /// The next bytes come from another engine. Half an event of the old one is dropped: its token is asked for again.
    mutating func moved() {
        partial = []
        isGivenUp = false
        tokensBefore = tokens
    }

    /// The request that makes another engine continue after the text so far; nil if nothing is left to ask for.
    func continuation(of body: Data) -> Data? {
        guard var object = try? JSONSerialization.jsonObject(with: body) as? [String: Any] else { return nil }
        let limitKey = object["max_completion_tokens"] == nil ? "max_tokens" : "max_completion_tokens"
        let remaining = (object[limitKey] as? Int ?? EngineConfiguration.defaultMaxTokens) - tokens
        guard remaining > 0, !isFinished else { return nil }
        guard !text.isEmpty else { return body }
        object[limitKey] = remaining
        if let prompt = object["prompt"] as? String {
            object["prompt"] = prompt + text
        } else if var messages = object["messages"] as? [[String: Any]] {
            let isContinued = object["continue_final_message"] as? Bool ?? false
            if isContinued, let last = messages.last, let begun = last["content"] as? String {
                messages[messages.count - 1]["content"] = begun + text
            } else {
                messages.append(["role": "assistant", "content": text])
            }
            object["messages"] = messages
            object["continue_final_message"] = true
            object["add_generation_prompt"] = false
        } else {
            return nil
        }
        return try? JSONSerialization.data(withJSONObject: object)
    }

    private func eventEnd() -> Int? {
        var index = 1
        while index < partial.count {
            if partial[index] == 10, partial[index - 1] == 10 { return index + 1 }
            index += 1
        }
        return nil
    }

    private mutating func forwarded(_ event: String) -> String? {
        guard event.hasPrefix("data: ") else { return event }
        let payload = event.dropFirst(6).trimmingCharacters(in: .newlines)
        if payload == "[DONE]" {
            isDone = true
            return event
        }
        guard let object = try? JSONSerialization.jsonObject(with: Data(payload.utf8)) as? [String: Any] else {
            return event
        }
        let choice = (object["choices"] as? [[String: Any]])?.first
        if object["error"] != nil || ["abort", "error"].contains(choice?["finish_reason"] as? String) {
            isGivenUp = true
            return nil
        }
        let delta = choice?["delta"] as? [String: Any]
        let token = delta?["content"] as? String ?? choice?["text"] as? String
        if delta?["role"] != nil {
            defer { hasRole = true }
            if hasRole { return nil }
        } else if let token {
            text += token
            tokens += 1
        }
        if choice?["finish_reason"] is String { isFinished = true }
        return relabelled(event, usage: object["usage"] as? [String: Any])
    }

    /// One answer has one id, one creation time and one account of its tokens.
    private mutating func relabelled(_ event: String, usage: [String: Any]?) -> String {
        var event = event
        identity = replace(&event, after: "\"id\":\"", until: "\"", with: identity)
        created = replace(&event, after: "\"created\":", until: ",", with: created)
        if tokensBefore > 0, let prompt = usage?["prompt_tokens"] as? Int,
            let made = usage?["completion_tokens"] as? Int
        {
            _ = replace(&event, after: "\"prompt_tokens\":", until: ",", with: "\(prompt - tokensBefore)")
            _ = replace(&event, after: "\"completion_tokens\":", until: "}", with: "\(made + tokensBefore)")
        }
        return event
    }

    /// Puts `value` in place of what is between the marks; without a value, returns what is there.
    private func replace(_ event: inout String, after start: String, until end: Character, with value: String?)
        -> String?
    {
        guard let found = event.firstRange(of: start),
            let close = event[found.upperBound...].firstIndex(of: end)
        else { return value }
        guard let value else { return String(event[found.upperBound..<close]) }
        event.replaceSubrange(found.upperBound..<close, with: value)
        return value
    }
}
