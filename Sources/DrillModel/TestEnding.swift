/// Why a test ended before its rounds were done, or without a verdict of its own.
package struct TestEnding: Sendable, Equatable {
    /// nil: the rounds tell.
    package var verdict: Verdict?
    package var reason: String?
    /// It is the cluster or the router that cannot be reached.
    package var isUnreachable = false
}
