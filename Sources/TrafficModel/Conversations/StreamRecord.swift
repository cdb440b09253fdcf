import ClusterModel

/// One streaming request and everything that was seen of it.
package struct StreamRecord: Sendable, Equatable {
    package internal(set) var request: StreamRequest
    package internal(set) var requestedAt: Moment
    package internal(set) var openedAt: Moment? = nil
    package internal(set) var chunks: [StreamChunk] = []
    /// From when to when chunks came without a pause; a silence of half a second is one.
    package private(set) var bursts: [ClosedRange<Moment>] = []
    /// The latest event with data, whatever it held.
    package internal(set) var lastEvent: Moment? = nil
    /// The latest comment: the connection lives, which says nothing of the engine.
    package internal(set) var lastComment: Moment? = nil
    package internal(set) var finishReason: String? = nil
    /// When the first finish reason came.
    package internal(set) var finishedAt: Moment? = nil
    /// Deltas that came behind a finish reason.
    package internal(set) var chunksBehindFinish = 0
    /// Why its end is not believed, though it has a finish reason.
    package internal(set) var doubt: StreamDoubt? = nil
    package internal(set) var usage: TokenUsage? = nil
    package internal(set) var tokenIDs = ReceivedTokenIDs()
    package internal(set) var errorEvent: String? = nil
    package internal(set) var sawDone = false
    package internal(set) var garbageEvents = 0
    /// The first event that was not understood.
    package internal(set) var firstGarbage: String? = nil
    package internal(set) var features: Set<StreamFeature> = []
    /// An HTTP status other than 200, and the beginning of its body.
    package internal(set) var refused: Refusal? = nil
    /// Why the request could not be put so that it resumes; nil where it could.
    package internal(set) var unresumable: String? = nil
    /// Where the router sent it, oldest first; more than one where the router tried again or migrated the stream.
    package internal(set) var routes: [Route] = []
    /// Who read the prompt, where that is another than who answers.
    package internal(set) var prefill: Prefill? = nil
    /// What the gateway's access log says of it; nil where no line has come.
    package internal(set) var served: ServedRequest? = nil
    /// Its answer says that Envoy passed it on.
    package internal(set) var isThroughEnvoy = false
    /// What the response header that the operator names calls its worker, where that is the name of no pod.
    var workerName: String? = nil
    /// When nothing more came: the connection ended or the request was given up.
    package internal(set) var endedAt: Moment? = nil
    package internal(set) var outcome: StreamOutcome = .waiting
    /// Why our own path to the router failed under it, a port-forward or the API server; nil where it did not. Such an end tells nothing of the router.
    package internal(set) var pathFailure: String? = nil

    package init(
        request: StreamRequest, requestedAt: Moment, openedAt: Moment? = nil, chunks: [StreamChunk] = [],
        finishReason: String? = nil, usage: TokenUsage? = nil, errorEvent: String? = nil, routes: [Route] = [],
        endedAt: Moment? = nil, outcome: StreamOutcome = .waiting
    ) {
        self.request = request
        self.requestedAt = requestedAt
        self.openedAt = openedAt
        self.finishReason = finishReason
        self.usage = usage
        self.errorEvent = errorEvent
        self.routes = routes
        self.endedAt = endedAt
        self.outcome = outcome
        for chunk in chunks { receive(chunk) }
    }

    mutating func receive(_ chunk: StreamChunk) {
        chunks.append(chunk)
        bursts.join(chunk.at...chunk.at)
    }

    package var id: RequestID { request.id }
    package var isOpen: Bool { endedAt == nil }
    /// When the engine was last heard of.
    package var lastActivity: Moment { lastEvent ?? chunks.last?.at ?? openedAt ?? requestedAt }
    /// The engine has begun to answer, be it with what is no text.
    package var hasBegun: Bool { !chunks.isEmpty || !features.isEmpty }
    /// Since when only comments came: the connection lives, and no token comes. Nil where the last that came was data.
    package var aliveWithoutData: Moment? { lastComment.flatMap { $0 > lastActivity ? lastActivity : nil } }
    package var text: String { chunks.reduce(into: "") { $0 += $1.text } }
}

/// A non-empty delta: one token in the usual case.
package struct StreamChunk: Sendable, Equatable {
    package var at: Moment
    package var text: String

    package init(at: Moment, text: String) {
        self.at = at
        self.text = text
    }
}

/// The worker that read a prompt which another one answered.
package struct Prefill: Sendable, Equatable {
    /// As the router writes it.
    package var worker: String
    package var pod: PodIdentity?
}
