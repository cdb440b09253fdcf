/// All incidents of the run.
public struct IncidentsState: Sendable, Equatable {
    /// Oldest first.
    public var all: [Incident] = []

    /// When the router's log said that it dropped a pod, by name.
    var recentDrops: [String: Moment] = [:]

    public init() {}

    public var open: [Incident] { all.filter(\.isOpen) }

    /// How many are open of each cause, by its one word; the most first, equals by name.
    public var openByCause: [(cause: String, count: Int)] {
        let counts = all.lazy.filter(\.isOpen).reduce(into: [String: Int]()) { $0[$1.cause.id, default: 0] += 1 }
        return counts.map { (cause: $0.key, count: $0.value) }.sorted { ($1.count, $0.cause) < ($0.count, $1.cause) }
    }
}
