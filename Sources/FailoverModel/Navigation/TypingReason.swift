/// Why `y` is not enough.
package enum TypingReason: String, Sendable, Codable {
    case lastReadyEngine = "it is the last ready engine"
    case stalePods = "the pods are not live"
    case staleRouter = "the router is not live"
    case protected = "it is protected by the configuration"
    case openIncident = "an incident is open"
    case guessedPod = "the pod is only a guess"
    case unsettledKill = "it is not known what came of the kill before"
    case begun = "you began to type it"
}
