import ClusterModel
import TrafficModel

/// What a judgement rests on, collected while the incident is open. It holds nothing that could change later.
package struct IncidentEvidence: Sendable, Equatable {
    package var letter: String
    package var isPlanned = false
    /// The router was hit, and no engine.
    package var routerFault: RouterFault?
    package var limits = Limits()
    /// Our sessions that the fault hit.
    package var sessions: [SessionEvidence] = []
    /// Sessions of our probes that were on the pod and had nothing under way.
    package var probed: [ProbeEvidence] = []
    /// Requests of our sessions that were sent since and failed.
    package var failed: [FailedRequest] = []
    package var others = OtherSessions()
    package var recovery = RecoveryEvidence()

    package init(letter: String) { self.letter = letter }
}

/// One of our sessions that a fault hit.
package struct SessionEvidence: Sendable, Equatable {
    package var session: String
    package var answer: AnswerEvidence?
    package var next = NextRequest.none
    /// Nothing more of it is open or about to be sent.
    package var isQuiet = true
    package var serviceGap: Duration?
    /// The router was not seen to move it without a reason before.
    package var isKept = true
    /// Since its last token, where none came from another pod yet; nil where no token was lost.
    package var silence: Duration?
    /// Why our own path to the router was down under the answer: what that broke says nothing of the router.
    package var answerPathFailure: String?
    /// The same of the requests that were sent since.
    package var laterPathFailure: String?

    package init(session: String) { self.session = session }
}

/// The first request of a session after the break that got a token, or the answer itself where it moved.
package enum NextRequest: Sendable, Equatable {
    case none
    /// Served, but nothing tells by which pod.
    case byUnknown
    case bySamePod
    /// By the pod of this letter.
    case by(String)
}

/// What became of the answer that was in the making on the pod when the fault came.
package struct AnswerEvidence: Sendable, Equatable {
    package var outcome: StreamOutcome
    /// Of the part that was lost, where one was.
    package var lostOutcome: StreamOutcome
    package var tokens: Int
    /// Tokens of parts that do not count, as it was restarted.
    package var discarded = 0
    /// It still streams, or its continuation is about to be asked for.
    package var isUnderWay = false
    package var isRestarted = false
    package var isResumed = false
    /// It was continued by its text, so that the tokens at the seam may be others than without the break.
    package var isSeamInText = false
    /// The first request failed before its first token and was asked again.
    package var askedAgain: RequestID?
    /// All its tokens came from the pod that was hit, and it is known that they did.
    package var isBySamePod = false
    /// Why the finish reason of the part that was lost is not believed; nil where it is, or there was none.
    package var doubt: StreamDoubt?
    /// Why the policy `resume` was not followed.
    package var notResumed: String?

    package init(outcome: StreamOutcome, lostOutcome: StreamOutcome? = nil, tokens: Int) {
        self.outcome = outcome
        self.lostOutcome = lostOutcome ?? outcome
        self.tokens = tokens
    }
}

/// A request that was sent after a fault and failed.
package struct FailedRequest: Sendable, Equatable {
    package var id: RequestID
    package var session: String
    /// An attempt to resume the answer that got no token and was not refused as such: its client never saw it.
    package var isHiddenByResume: Bool

    package init(id: RequestID, session: String, isHiddenByResume: Bool = false) {
        self.id = id
        self.session = session
        self.isHiddenByResume = isHiddenByResume
    }
}

/// What is known of the replacement.
package struct RecoveryEvidence: Sendable, Equatable {
    package enum Use: Sendable, Equatable {
        /// So long after T0.
        case seen(after: Duration)
        /// The router lists fewer engines than are ready.
        case notUsed
        case notYet
        /// Nothing would tell.
        case unknown
    }

    /// T7 − T0; nil where no replacement is ready.
    package var capacityGap: Duration?
    /// Since T0.
    package var elapsed = Duration.zero
    package var letter: String?
    package var crashes = 0
    package var use = Use.notYet
    /// So long of the time until now the pods were not seen.
    package var unseen = Duration.zero
    /// Nobody wants another pod in its place.
    package var isNotWanted = false
    /// The incident of a later kill of the same pod took its place.
    package var supersededBy: Int?

    package init() {}
}
