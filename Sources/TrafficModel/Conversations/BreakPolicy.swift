/// What is done when the answer to the watched session's question breaks off.
package enum BreakPolicy: String, Sendable, Codable, CaseIterable {
    /// Only record what the router did; then the session asks anew, to see where it is served.
    case observe
    /// Begin the answer again: what was received is discarded.
    case retry
    /// Keep what was received and let another pod continue it.
    case resume
}
