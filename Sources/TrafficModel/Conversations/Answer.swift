import ClusterModel

/// The answer to one question: the request that asked it and those that resumed it or restarted it.
package struct Answer: Sendable, Equatable {
    /// Oldest first; the first is the question itself.
    package var parts: [StreamRecord]

    package init(parts: [StreamRecord]) {
        self.parts = parts
    }

    package var question: StreamRecord? { parts.first }
    package var last: StreamRecord? { parts.last }

    /// What became of the request as its client sees it.
    package var outcome: StreamOutcome { last?.outcome ?? .waiting }
    package var isResumed: Bool { parts.contains { $0.isContinuation && !$0.chunks.isEmpty } }
    package var isRestarted: Bool { parts.contains(where: \.isRestart) }

    /// The parts whose text counts: all since the last restart.
    package var kept: ArraySlice<StreamRecord> {
        parts[(parts.lastIndex(where: \.isRestart) ?? parts.startIndex)...]
    }

    package var text: String { kept.reduce(into: "") { $0 += $1.text } }
    /// Tokens in `text`, as far as they could be counted.
    package var tokenCount: Int { kept.reduce(0) { $0 + $1.tokenCount } }

    /// Which pod made which tokens, what was kept, discarded and sent again. What was kept sums up to `tokenCount`.
    ///
    /// - Parameter promptTokens: of the question alone, as an engine counted them; nil where none told.
    package func ledger(promptTokens: Int?, letter: (PodIdentity?) -> String) -> [LedgerLine] {
        let firstKept = kept.startIndex
        return parts.enumerated().flatMap { index, part in
            part.tokensByRun.enumerated().map { position, run in
                LedgerLine(
                    request: part.id, letter: letter(run.pod), pod: run.pod?.name, tokens: run.tokens,
                    fate: index < firstKept ? .discarded : .kept,
                    resentAsPrompt: position == 0 ? part.resentTokens(beyond: promptTokens) : 0)
            }
        }
    }
}

extension StreamRecord {
    /// It resumed an answer.
    package var isContinuation: Bool {
        if case .resume = request.purpose { true } else { false }
    }

    /// It restarted an answer.
    package var isRestart: Bool {
        if case .restart = request.purpose { true } else { false }
    }

    /// Tokens received before that it carried as prompt: as the engine read them, where it counted, else as they were received.
    fileprivate func resentTokens(beyond promptTokens: Int?) -> Int {
        guard let resumption = request.resumption else { return 0 }
        guard let promptTokens, let read = usage?.promptTokens, read > promptTokens else { return resumption.tokens }
        return read - promptTokens
    }
}
