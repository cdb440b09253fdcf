import Foundation

/// The words kubectl's STATUS and RESTARTS columns have for a pod.
enum PodSummary {
    static func status(of pod: JSONValue) -> String {
        if pod.isTerminating { return "Terminating" }
        guard let state = pod.containerStatus?["state"] else { return pod["status", "reason"]?.string ?? pod.phase }
        if let reason = state["waiting", "reason"]?.string, !reason.isEmpty { return reason }
        if state["terminated"] != nil {
            return state["terminated", "reason"]?.string ?? "ExitCode:\(state["terminated", "exitCode"]?.int ?? 0)"
        }
        return pod.phase
    }

    static func restarts(of pod: JSONValue, at now: Date) -> String {
        let count = pod.containerStatus?["restartCount"]?.int ?? 0
        guard count > 0, let last = pod.containerStatus?["lastState", "terminated", "finishedAt"] else {
            return String(count)
        }
        return "\(count) (\(Table.age(since: last, at: now)) ago)"
    }
}
