/// The ids of a stream's tokens, as far as the server gave them.
package struct ReceivedTokenIDs: Sendable, Equatable {
    package private(set) var prompt: [Int]?
    package private(set) var made: [Int] = []
    /// Text came without its ids: what is known is not all.
    package private(set) var isIncomplete = false
    private var coversNextText = false

    package init() {}

    mutating func receive(_ ids: TokenIDs) {
        prompt = prompt ?? ids.prompt
        made += ids.made
        if !ids.made.isEmpty { coversNextText = true }
    }

    mutating func receiveText() {
        if !coversNextText { isIncomplete = true }
        coversNextText = false
    }
}

extension Answer {
    /// Prompt and answer so far, token by token: what another engine would have to be given so that it goes on as this one would
    /// have. Nil where the server did not give all ids.
    package var exactPrompt: [Int]? {
        guard let part = kept.last(where: { !$0.chunks.isEmpty }), !part.tokenIDs.isIncomplete, !part.tokenIDs.made.isEmpty,
            let prompt = part.tokenIDs.prompt ?? part.request.resumption?.promptIDs, !prompt.isEmpty, !part.request.hasStopStrings
        else { return nil }
        return prompt + part.tokenIDs.made
    }

    /// It was continued by its text, which the next engine cuts into tokens anew; nil where it was not continued.
    package var isSeamInText: Bool? {
        // Where nothing had come yet, the question was asked again: no seam.
        let forms = kept.filter { $0.isContinuation && !$0.chunks.isEmpty }.compactMap(\.request.resumption?.form)
        return forms.isEmpty ? nil : forms.contains { $0 != .tokenIDs }
    }
}

extension StreamRequest {
    /// An engine holds text back that may become a stop string, and gives its ids before it.
    fileprivate var hasStopStrings: Bool { extraFields["stop"].map { $0 != "null" } ?? false }
}
