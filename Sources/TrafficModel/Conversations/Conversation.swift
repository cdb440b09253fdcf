import ClusterModel

/// What failtop sends for one session: its questions and what came of them, probes, and what is to be sent next.
package struct Conversation: Sendable, Equatable {
    package let session: String
    /// What is done when an answer breaks off.
    package internal(set) var policy: BreakPolicy
    /// Questions and what came of them (retries, resumed parts, follow-ups), oldest first, bounded.
    package internal(set) var records: [StreamRecord] = []
    /// Short requests that only show where the session is served; bounded.
    package internal(set) var probes: [StreamRecord] = []
    /// Why the answer to a question was not resumed, though that is the policy.
    package internal(set) var notResumed: [RequestID: String] = [:]
    /// A request that waits for its time.
    package internal(set) var pending: PendingRequest? = nil
    /// Running requests per worker as they were when the latest request was sent.
    var runningBefore: [String: Double] = [:]

    package init(session: String, policy: BreakPolicy = .observe) {
        self.session = session
        self.policy = policy
    }

    package var current: StreamRecord? { records.last }

    package subscript(_ id: RequestID) -> StreamRecord? {
        records.last { $0.id == id } ?? probes.last { $0.id == id }
    }

    /// The latest question and the requests that came of it, oldest first: what a stream pane tells.
    package var story: [StreamRecord] {
        guard let first = records.lastIndex(where: { $0.request.purpose == .question }) else { return [] }
        return Array(records[first...])
    }

    /// Nothing is open or about to be sent, probes aside.
    package var isQuiet: Bool { pending == nil && current?.isOpen != true }

    /// The answer to a question; nil where the question is not known any more.
    package func answer(to question: RequestID) -> Answer? {
        guard let first = records.lastIndex(where: { $0.id == question }) else { return nil }
        let later = records[(first + 1)...].filter { $0.request.purpose.continuedQuestion == question }
        return Answer(parts: [records[first]] + later)
    }

    /// How many tokens the prompt of a question has, as an engine counted them under this question or another like it.
    package func promptTokens(of question: StreamRequest) -> Int? {
        let likes = [self[question.id]].compactMap { $0 } + probes + records
        return likes.lazy.filter { record in
            record.request.resumption == nil && record.request.prompt == question.prompt && record.request.api == question.api
                && record.request.model == question.model
        }.compactMap(\.usage?.promptTokens).first { $0 > 0 }
    }

    /// The answer that a request belongs to.
    package func answer(of record: StreamRecord) -> Answer? {
        answer(to: record.request.purpose.continuedQuestion ?? record.id)
    }
}
