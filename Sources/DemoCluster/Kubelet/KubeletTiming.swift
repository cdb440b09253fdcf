/// The kubelet's times, shortened so that a demo need not be waited for.
struct KubeletTiming: Sendable {
    /// From the binding to the start of the process: image check, sandbox.
    var containerStart: Duration = .milliseconds(40)
    var probeInterval: Duration = .milliseconds(250)
    /// How long an answer may take.
    var probeTimeout: Duration = .seconds(1)
    /// While a container has not been ready yet, so that a warm engine is seen at once.
    var startupProbeInterval: Duration = .milliseconds(80)
    /// Between the removal of a force-deleted pod and the end of its process. Measured with a real cluster: 0.1–0.2 s.
    var forceKillDelay: ClosedRange<Int> = 100...200
    /// A pod of CrashLoopBackOff: the first restart comes at once, the second after this, doubling to 5 minutes.
    var crashBackoff: Duration = .seconds(10)
    /// How long pods stay on a node that is lost. Five minutes in a real cluster.
    var nodeToleration: Duration = .seconds(4)
}
