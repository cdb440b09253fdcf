/// The columns of `kubectl get pods`, by the rules of its printer.
extension Pod {
    /// STATUS, save that a running pod that is not ready yet says `Starting`, and one without a node `Unschedulable`.
    package var status: String {
        if isTerminating, reason == "NodeLost" { return "Unknown" }
        if isTerminating, phase != "Failed", phase != "Succeeded" { return "Terminating" }
        if let initializing { return initializing.words }
        return mainStatus ?? reason ?? waitingStatus
    }

    private var waitingStatus: String {
        if phase == "Running", !isReady { return "Starting" }
        if phase == "Pending", unschedulableReason != nil { return "Unschedulable" }
        return phase
    }

    /// Of the first container that does not simply run; nil where all do.
    private var mainStatus: String? {
        var found: String?
        for container in containers.reversed() {
            switch container.state {
            case .waiting(let reason?): found = reason
            case .terminated(let end): found = end.words
            case .waiting, .running: continue
            }
        }
        // One container may be done while the others run on.
        guard found == "Completed", containers.contains(where: { $0.isReady && $0.isRunning }) else { return found }
        return isReady ? "Running" : "NotReady"
    }

    /// RESTARTS: those of its containers and sidecars; while it initializes, those of its init containers.
    package var restarts: Int {
        let counted = initializing == nil ? lastingContainers : initContainers
        return counted.reduce(0) { $0 + $1.restarts }
    }

    /// READY: init containers that end are none that can be ready.
    package var readyContainers: Int { lastingContainers.count { $0.isReady } }
    package var containerCount: Int { lastingContainers.count }
    /// Those that are to run on: its containers and native sidecars.
    package var lastingContainers: [Container] { containers + initContainers.filter(\.isSidecar) }

    /// The init container that keeps it from going on, and how it is doing in kubectl's words; nil once all are done.
    package var initializing: (container: Container, words: String)? {
        // Before it has a node none has begun; once a container runs, all are done.
        guard isScheduled, phase == "Pending" || phase == "Failed" else { return nil }
        for (index, container) in initContainers.enumerated() {
            switch container.state {
            case .terminated(let end) where end.exitCode == 0: continue
            case .running where container.isSidecar && container.hasStarted: continue
            case .terminated(let end): return (container, "Init:\(end.words)")
            case .waiting(let reason?) where reason != "PodInitializing": return (container, "Init:\(reason)")
            // The kubelet gives a reason to all that wait: without one it has said nothing yet, as of an evicted pod.
            case .waiting(nil): return nil
            case .waiting, .running: return (container, "Init:\(index)/\(initContainers.count)")
            }
        }
        return nil
    }
}

extension Container {
    fileprivate var isRunning: Bool {
        if case .running = state { true } else { false }
    }
}

extension Termination {
    fileprivate var words: String {
        if let reason, !reason.isEmpty { return reason }
        if let signal, signal != 0 { return "Signal:\(signal)" }
        return "ExitCode:\(exitCode)"
    }
}
