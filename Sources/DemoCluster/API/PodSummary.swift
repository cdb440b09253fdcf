import Foundation

/// What kubectl's READY, STATUS and RESTARTS columns say of a pod, by the rules of the real API server's printer.
struct PodSummary: Sendable {
    private(set) var status: String
    private(set) var ready = 0
    let containers: Int
    private(set) var restarts = 0
    private var lastEnd: Date?

    init(_ pod: JSONValue) {
        status = pod["status", "reason"]?.string ?? pod.phase
        let sidecars = Set(pod.containers(.initial).filter(\.isNativeSidecar).map(\.containerName))
        containers = pod.containers(.main).count + sidecars.count
        let isInitializing = readInitial(pod, sidecars)
        if !isInitializing || pod.isTrue("Initialized") { readMain(pod, sidecars) }
        if pod.isTerminating { status = "Terminating" }
    }

    /// - Returns: whether one of the init containers is still to do its work.
    private mutating func readInitial(_ pod: JSONValue, _ sidecars: Set<String>) -> Bool {
        let all = pod.containers(.initial).count
        for (index, one) in pod.containerStatuses(.initial).enumerated() {
            count(one)
            if one["state", "terminated", "exitCode"]?.int == 0 { continue }
            if sidecars.contains(one.containerName), one["started"]?.bool == true {
                if one["ready"]?.bool == true { ready += 1 }
                continue
            }
            if one["state", "terminated"] != nil {
                status = "Init:" + Self.end(one["state", "terminated"])
            } else if let reason = one["state", "waiting", "reason"]?.string, reason != "PodInitializing" {
                status = "Init:" + reason
            } else {
                status = "Init:\(index)/\(all)"
            }
            return true
        }
        return false
    }

    private mutating func readMain(_ pod: JSONValue, _ sidecars: Set<String>) {
        (restarts, lastEnd) = (0, nil)
        for one in pod.containerStatuses(.initial) where sidecars.contains(one.containerName) { count(one) }
        var isRunning = false
        for one in pod.containerStatuses(.main).reversed() {
            count(one)
            if let reason = one["state", "waiting", "reason"]?.string, !reason.isEmpty {
                status = reason
            } else if one["state", "terminated"] != nil {
                status = Self.end(one["state", "terminated"])
            } else if one["ready"]?.bool == true, one["state", "running"] != nil {
                isRunning = true
                ready += 1
            }
        }
        if status == "Completed", isRunning { status = pod.isPodReady ? "Running" : "NotReady" }
    }

    private mutating func count(_ one: JSONValue) {
        restarts += one["restartCount"]?.int ?? 0
        if let end = one["lastState", "terminated", "finishedAt"]?.date { lastEnd = max(lastEnd ?? end, end) }
    }

    private static func end(_ state: JSONValue?) -> String {
        state?["reason"]?.string ?? "ExitCode:\(state?["exitCode"]?.int ?? 0)"
    }

    func restarts(at now: Date) -> String {
        guard restarts > 0, let lastEnd else { return String(restarts) }
        return "\(restarts) (\(Table.age(since: .timestamp(lastEnd), at: now)) ago)"
    }
}
