import ClusterModel

/// The next request after a break, and when it is due.
package struct PendingRequest: Sendable, Equatable {
    package var purpose: StreamRequest.Purpose
    package var resumption: Resumption?
    package var due: Moment

    package init(_ purpose: StreamRequest.Purpose, resumption: Resumption? = nil, due: Moment) {
        self.purpose = purpose
        self.resumption = resumption
        self.due = due
    }
}
