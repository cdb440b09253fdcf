/// A request as somebody wants it sent: of which session, and what for.
package struct Inquiry: Sendable, Equatable {
    package var id: RequestID
    package var session: String
    package var purpose: StreamRequest.Purpose
    package var resumption: Resumption?

    package init(id: RequestID, session: String, purpose: StreamRequest.Purpose, resumption: Resumption? = nil) {
        self.id = id
        self.session = session
        self.purpose = purpose
        self.resumption = resumption
    }
}
