/// The answer to one question: the request that asked it and those that resumed it or began it again.
public struct Answer: Sendable, Equatable {
    /// Oldest first; the first is the question itself.
    public var parts: [StreamRecord]

    public init(parts: [StreamRecord]) {
        self.parts = parts
    }

    public var question: StreamRecord? { parts.first }
    public var last: StreamRecord? { parts.last }

    /// What became of the request as its client sees it.
    public var outcome: StreamOutcome { last?.outcome ?? .waiting }
    public var isResumed: Bool { parts.contains { $0.isContinuation && !$0.chunks.isEmpty } }
    public var isRestarted: Bool { parts.contains(where: \.isRestart) }

    /// The parts whose text counts: all since the last restart.
    public var kept: ArraySlice<StreamRecord> {
        parts[(parts.lastIndex(where: \.isRestart) ?? parts.startIndex)...]
    }

    public var text: String { kept.reduce(into: "") { $0 += $1.text } }
    /// Tokens in `text`, as far as they could be counted.
    public var tokenCount: Int { kept.reduce(0) { $0 + $1.tokenCount } }

    /// Which pod made which tokens, what was kept, discarded and sent again.
    public func ledger(letter: (PodIdentity?) -> String) -> [LedgerLine] {
        let firstKept = kept.startIndex
        return parts.enumerated().flatMap { index, part in
            part.runs.enumerated().map { position, run in
                LedgerLine(
                    request: part.id, letter: letter(run.pod), pod: run.pod?.name, tokens: part.tokens(in: run),
                    fate: index < firstKept ? .discarded : .kept,
                    resentAsPrompt: position == 0 ? part.request.resumption?.tokens ?? 0 : 0)
            }
        }
    }
}

extension StreamRecord {
    /// It resumed an answer.
    public var isContinuation: Bool {
        if case .resume = request.purpose { true } else { false }
    }

    /// It began an answer again.
    public var isRestart: Bool {
        if case .restart = request.purpose { true } else { false }
    }

    /// A delta is a token in the usual case; where the server counted otherwise and one pod made all, its count stands.
    func tokens(in run: TokenRun) -> Int {
        run.range.count == chunks.count ? tokenCount : run.range.count
    }
}

extension StreamsState {
    /// The answer to a question; nil where the question is not known any more.
    public func answer(to question: RequestID) -> Answer? {
        guard let first = records.lastIndex(where: { $0.id == question }) else { return nil }
        let later = records[(first + 1)...].filter { $0.request.purpose.continuedQuestion == question }
        return Answer(parts: [records[first]] + later)
    }

    /// The answer that a request belongs to.
    public func answer(of record: StreamRecord) -> Answer? {
        answer(to: record.request.purpose.continuedQuestion ?? record.id)
    }
}
