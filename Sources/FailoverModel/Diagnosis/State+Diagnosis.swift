/// What is wrong with the stack, or may go wrong in a failover, with quoted evidence and what to change.
extension State {
    /// Every check, in the order in which a reader would ask.
    public var checks: [Check] {
        [
            kubectlCheck, contextCheck, permissionCheck, routerFoundCheck, routerEndpointsCheck, routerHealthCheck,
            sessionRoutingCheck, sessionKeyCheck, sessionProbeCheck, workerListCheck, replicaCheck, spreadCheck,
            probesCheck, budgetCheck, pendingCheck, restartCheck, loadTimeCheck, queueCheck, modelCheck, streamingCheck,
        ] + incidentChecks
    }

    /// The checks that point to one of the usual causes, failures first.
    public var findings: [Check] {
        let pointing = checks.filter { $0.cause != nil }
        return pointing.filter { $0.status == .fail } + pointing.filter { $0.status == .warn }
    }

    /// Unix time of a moment, for evidence.
    func wall(_ moment: Moment) -> Double { start.wallClock(at: moment) }
}
