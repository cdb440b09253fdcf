/// A request as somebody wants it sent: of which session, and what for.
package struct Inquiry: Sendable, Equatable {
    package var id: RequestID
    package var session: String
    package var purpose: StreamRequest.Purpose
    package var resumption: Resumption?
    /// In tokens; nil: as long as such a request is.
    package var length: Int?
    /// What is done when its answer breaks off; nil: what the operator chose.
    package var policy: BreakPolicy?

    package init(
        id: RequestID, session: String, purpose: StreamRequest.Purpose, resumption: Resumption? = nil, length: Int? = nil,
        policy: BreakPolicy? = nil
    ) {
        self.length = length
        self.policy = policy
        self.id = id
        self.session = session
        self.purpose = purpose
        self.resumption = resumption
    }
}
