/// What a session of our probes met, that was on the pod and had nothing under way: the case of most people.
package struct ProbeEvidence: Sendable, Equatable {
    package var session: String
    /// Requests since the fault that failed before one was served.
    package var failed = 0
    package var next = NextRequest.none
    /// The router was not seen to move it without a reason before.
    package var isKept = true
    /// From the first request that the fault concerned to the first token of the one that was served.
    package var wait: Duration?
    /// So long it has asked in vain by now; nil where it has not asked, or is served.
    package var inVain: Duration?

    package init(session: String) { self.session = session }
}
