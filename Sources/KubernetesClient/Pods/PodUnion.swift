import ClusterModel

/// Several watches of pods, and the watch of their number, reported as one source.
///
/// A pod that two selectors match is reported once and is gone when neither has it. The list is reported when all watches are
/// live, so that no pod seems to be gone while its watch is still being opened; the source is as good as its worst part.
struct PodUnion {
    private struct Part {
        var state: SourceState = .connecting
        var pods: [String: Pod] = [:]
    }

    private var parts: [String: Part] = [:]
    private var names: Set<String>?
    private var countState: SourceState = .connecting
    private var reported: SourceState?
    /// A list has come, or a part has gone, since the whole was reported.
    private var isDue = false

    /// These selectors are followed from now on.
    mutating func select(_ selectors: [String]) -> [KubernetesFact] {
        let wanted = Set(selectors)
        guard wanted != Set(parts.keys) else { return [] }
        parts = parts.filter { wanted.contains($0.key) }
        for selector in selectors where parts[selector] == nil { parts[selector] = Part() }
        isDue = true
        return reportWhole() + reportState()
    }

    mutating func apply(_ report: WatchReport<Pod>, of selector: String) -> [KubernetesFact] {
        guard parts[selector] != nil else { return [] }
        switch report {
        case .skipped: return []
        case .state(let state):
            parts[selector]?.state = state
            return reportWhole() + reportState()
        case .change(.replaced(let pods)):
            parts[selector]?.pods = [String: Pod](pods.map { ($0.uid, $0) }) { _, last in last }
            isDue = true
            return reportWhole()
        case .change(.changed(let pod)):
            parts[selector]?.pods[pod.uid] = pod
            // Two selectors may match a pod: the slower watch reports what is no news any more.
            let isOld = parts.values.contains { part in part.pods[pod.uid].map { Self.newer(pod, $0) != pod } ?? false }
            return isOld ? [] : [.pods(.changed(pod))]
        case .change(.removed(let pod)):
            parts[selector]?.pods[pod.uid] = nil
            return parts.values.contains { $0.pods[pod.uid] != nil } ? [] : [.pods(.removed(pod))]
        }
    }

    /// The watch of all pods by name.
    mutating func applyCount(_ report: WatchReport<String>) -> [KubernetesFact] {
        let before = names?.count
        switch report {
        case .skipped: return []
        case .state(let state):
            countState = state
            return reportState()
        case .change(.replaced(let all)): names = Set(all)
        case .change(.changed(let name)): names?.insert(name)
        case .change(.removed(let name)): names?.remove(name)
        }
        return names?.count == before ? [] : [.podCount(names?.count)]
    }

    private mutating func reportWhole() -> [KubernetesFact] {
        guard isDue, parts.values.allSatisfy(\.state.isLive) else { return [] }
        isDue = false
        var pods: [String: Pod] = [:]
        for part in parts.values { pods.merge(part.pods) { Self.newer($0, $1) } }
        return [.pods(.replaced(pods.values.sorted { ($0.createdAt, $0.name) < ($1.createdAt, $1.name) }))]
    }

    /// Versions are numbers on every real server; where they are not, either is as good.
    private static func newer(_ one: Pod, _ other: Pod) -> Pod {
        (Int(one.resourceVersion) ?? 0) >= (Int(other.resourceVersion) ?? 0) ? one : other
    }

    private mutating func reportState() -> [KubernetesFact] {
        let all = parts.values.map(\.state) + [countState]
        guard let worst = all.max(by: { $0.badness < $1.badness }), worst != reported else { return [] }
        reported = worst
        return [.source(.pods, worst)]
    }
}

extension SourceState {
    fileprivate var badness: Int {
        switch self {
        case .live: 0
        case .loading: 1
        case .connecting: 2
        case .stale: 3
        case .unreachable: 4
        case .forbidden: 5
        }
    }
}
