/// What `kubectl annotate pod NAME failtop.dev/fault=…` makes of a pod, or with `CONTAINER/crash` of one of its containers. The demo's kubelet obeys; a real one would not.
enum PodFault: String, Sendable, CaseIterable {
    /// The process ends by itself with exit code 1.
    case crash
    /// The kernel kills it for its memory.
    case oom
    /// It goes silent, its connections open: it fails its probes and is restarted in the end.
    case stall
    /// Its readiness probe fails; it serves on.
    case unready
    /// It takes four times as long for each token.
    case slow
    /// Its answers under way are cut off; it serves on.
    case cut
    /// EngineCore is killed: error events, `/health` 503, and the process ends with 0.
    case core
    /// EngineCore is stopped: no token comes any more, and `/health` stays 200.
    case freeze
    /// The process that serves HTTP gets SIGKILL: exit code 137.
    case sigkill

    static let annotation = "failtop.dev/fault"

    /// Over as soon as it has happened: its annotation goes, so that it can be given again.
    var isMomentary: Bool {
        switch self {
        case .crash, .oom, .cut, .core, .sigkill: true
        case .stall, .unready, .slow, .freeze: false
        }
    }
}

extension JSONValue {
    /// The fault that an object is annotated with, as written.
    var faultAnnotation: String? { self["metadata", "annotations", PodFault.annotation]?.string }
}
