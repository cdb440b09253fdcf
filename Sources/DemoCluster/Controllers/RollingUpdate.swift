/// How far a rolling update may go in one step: never more pods than desired + surge, never fewer ready ones than
/// desired − unavailable.
struct RollingUpdate: Sendable {
    var desired: Int
    var surge: Int
    var unavailable: Int

    struct Replicas: Sendable, Equatable {
        var spec: Int
        var existing: Int
        var ready: Int
    }

    init(desired: Int, surge: Int, unavailable: Int) {
        self.desired = desired
        self.surge = surge
        self.unavailable = unavailable
    }

    /// Percentages are rounded up for the surge and down for the unavailable, as the real controller does.
    init(_ deployment: JSONValue) {
        let desired = deployment["spec", "replicas"]?.int ?? 1
        let limits = deployment["spec", "strategy", "rollingUpdate"]
        let isRecreate = deployment["spec", "strategy", "type"]?.string == "Recreate"
        let surge = isRecreate ? 0 : Self.count(limits?["maxSurge"], of: desired, roundUp: true)
        let unavailable = isRecreate ? desired : Self.count(limits?["maxUnavailable"], of: desired, roundUp: false)
        self.init(desired: desired, surge: surge, unavailable: surge == 0 ? max(unavailable, 1) : unavailable)
    }

    func step(current: Replicas, old: [Replicas]) -> (current: Int, old: [Int]) {
        let oldTotal = old.reduce(0) { $0 + $1.spec }
        guard oldTotal > 0 else { return (desired, old.map { _ in 0 }) }
        let room = desired + surge - oldTotal - current.spec
        let newSpec = min(desired, max(current.spec, current.spec + max(room, 0)))
        // Ready pods in excess of the minimum may go; those that are not ready may go in any case.
        var spare = max(0, current.ready + old.reduce(0) { $0 + $1.ready } - (desired - unavailable))
        let newSizes = old.map { set in
            let idle = max(0, set.spec - set.ready)
            let goes = min(set.ready, spare)
            spare -= goes
            return max(0, set.spec - idle - goes)
        }
        return (newSpec, newSizes)
    }

    private static func count(_ value: JSONValue?, of desired: Int, roundUp: Bool) -> Int {
        if let number = value?.int { return number }
        let text = value?.string ?? "25%"
        let percent = Int(text.prefix { $0.isNumber }) ?? 25
        return (desired * percent + (roundUp ? 99 : 0)) / 100
    }
}

extension RollingUpdate.Replicas {
    init(_ set: JSONValue) {
        self.init(
            spec: set["spec", "replicas"]?.int ?? 0, existing: set["status", "replicas"]?.int ?? 0,
            ready: set["status", "readyReplicas"]?.int ?? 0)
    }
}
