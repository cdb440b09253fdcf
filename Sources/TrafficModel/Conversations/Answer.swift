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

    /// Which pod made which tokens, what was kept, discarded and sent again.
    package func ledger(letter: (PodIdentity?) -> String) -> [LedgerLine] {
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
    package var isContinuation: Bool {
        if case .resume = request.purpose { true } else { false }
    }

    /// It restarted an answer.
    package var isRestart: Bool {
        if case .restart = request.purpose { true } else { false }
    }

    /// A delta is a token in the usual case; where the server counted otherwise and one pod made all, its count stands.
    func tokens(in run: TokenRun) -> Int {
        run.range.count == chunks.count ? tokenCount : run.range.count
    }
}
