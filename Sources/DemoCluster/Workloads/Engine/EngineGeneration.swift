/// The tokens of one answer up to its limit or a stop text; a pure state machine without a clock.
struct EngineGeneration: Sendable {
    struct Token: Sendable, Equatable {
        var text: String
        /// "length" or "stop" on the last token.
        var finish: String?
    }

    private var continuation: TextModel.Continuation
    private let limit: Int
    private let stop: [String]
    /// The end of the text, as far back as a stop text may have begun.
    private var tail = ""
    private(set) var count = 0
    private var isFinished = false

    /// - Parameter cutsFreely: its tokens are not always those that its tokeniser would cut the text into.
    init(_ request: EngineRequest, seed: UInt64, cutsFreely: Bool = false) {
        continuation = TextModel(seed: seed, cutsFreely: cutsFreely).continuation(of: request.context)
        limit = request.maxTokens
        stop = request.stop
    }

    /// The next token, nil after the last.
    mutating func next() -> Token? {
        guard !isFinished, let text = continuation.next() else { return nil }
        count += 1
        if let visible = stopped(by: text) {
            isFinished = true
            return Token(text: visible, finish: "stop")
        }
        isFinished = count >= limit
        return Token(text: text, finish: isFinished ? "length" : nil)
    }

    /// What of the token comes before a stop text that it completes. As in vLLM, the stop text itself is not sent;
    /// a part of it that earlier tokens carried is already out.
    private mutating func stopped(by text: String) -> String? {
        guard !stop.isEmpty else { return nil }
        let before = tail.utf8.count
        tail += text
        for stop in stop {
            guard let range = tail.firstRange(of: stop) else { continue }
            let kept = tail.utf8.distance(from: tail.startIndex, to: range.lowerBound) - before
            return String(decoding: text.utf8.prefix(max(0, kept)), as: UTF8.self)
        }
        tail = String(tail.suffix(stop.map(\.count).max() ?? 0))
        return nil
    }
}
