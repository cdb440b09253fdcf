/// How a broken answer can be continued elsewhere, and when it cannot.
extension Conversation {
    /// nil with success: nothing was received yet, the question is simply asked again.
    func resumption(of question: RequestID) -> Result<Resumption?, NotResumable> {
        guard let answer = answer(to: question), let asked = answer.question?.request, let last = answer.last
        else { return .failure(NotResumable("the question is not known any more")) }
        if let reason = asked.preventsResumption ?? answer.parts.lazy.compactMap(\.preventsResumption).first {
            return .failure(NotResumable(reason))
        }
        let ids = refusesTokenIDs ? nil : answer.exactPrompt
        let byText = Resumption.Form.text(of: asked.api)
        var form = last.request.resumption?.form ?? (ids == nil ? byText : .tokenIDs)
        if form == .tokenIDs, ids == nil {
            form = byText
        } else if let refusal = last.refusal {
            // Its engine then adds a generation prompt by default and refuses both.
            guard form == .assistantMessage, last.dropsGenerationPrompt else {
                return .failure(NotResumable("the request is refused: \(refusal.words)"))
            }
            form = .renderedPrompt
        }
        guard !answer.text.isEmpty else { return .success(nil) }
        let known = form == .tokenIDs ? answer.kept.reduce(0) { $0 + $1.tokenIDs.made.count } : 0
        let tokens = max(answer.tokenCount, known)
        guard tokens < asked.maxTokens else {
            return .failure(NotResumable("all \(asked.maxTokens) tokens were delivered; only the finish reason is missing"))
        }
        return .success(Resumption(text: answer.text, tokens: tokens, form: form, promptIDs: form == .tokenIDs ? ids : nil))
    }

    /// A way that was tried already and is not open.
    private var refusesTokenIDs: Bool {
        let tried = (records + probes).filter { $0.request.resumption?.form == .tokenIDs && $0.chunks.isEmpty }
        return tried.contains(where: \.refusesTokenIDs)
            || tried.count { $0.refused != nil || $0.errorEvent != nil } >= Self.fruitlessTries
    }

    /// So many errors of a server that answers: it may fail at what it should refuse.
    private static let fruitlessTries = 3
}

/// Why an answer is not resumed.
struct NotResumable: Error, Equatable {
    var message: String

    init(_ message: String) {
        self.message = message
    }
}

extension StreamRequest {
    /// Fields whose answer cannot be cut and joined, as the text alone does not hold the engine's state.
    private static let unresumable = [
        "tools": "it offers tools", "functions": "it offers functions",
        "response_format": "it asks for structured output", "structured_outputs": "it asks for structured output",
        "guided_json": "it asks for structured output", "guided_regex": "it asks for structured output",
        "guided_choice": "it asks for structured output", "guided_grammar": "it asks for structured output",
        "logprobs": "it asks for log probabilities", "echo": "it asks for its prompt back",
    ]

    var preventsResumption: String? {
        if let count = extraFields["n"].flatMap({ Int($0) }), count > 1 { return "it asks for n = \(count) answers" }
        let named = extraFields.filter { $0.value != "null" && $0.value != "false" }.keys.sorted()
        return named.lazy.compactMap { Self.unresumable[$0] }.first
    }
}

extension StreamRecord {
    /// The server takes no prompt of token ids.
    package var refusesTokenIDs: Bool {
        guard request.resumption?.form == .tokenIDs, let refused else { return false }
        return [400, 404, 405, 422, 501].contains(refused.status)
    }

    /// The router dropped `add_generation_prompt`, as the refusal tells.
    package var dropsGenerationPrompt: Bool { refused?.body.contains("add_generation_prompt") == true }

    var preventsResumption: String? {
        if doubt?.spoilsText == true { return "its text restarted inside one stream" }
        if features.contains(.toolCall) { return "the answer calls a tool" }
        if features.contains(.severalChoices) { return "there is more than one answer" }
        if features.contains(.reasoning) { return "the answer holds reasoning, which cannot be sent back as text" }
        return unresumable
    }

    /// The router or the engine refused the request as such: asking the same again cannot help.
    fileprivate var refusal: Refusal? {
        guard let refused, [400, 401, 403, 404, 405, 413, 422].contains(refused.status) else { return nil }
        return refused
    }
}
