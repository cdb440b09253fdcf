/// What is wrong with the stack, or may go wrong in a failover, with quoted evidence and what to change.
extension State {
    /// Every check, in the order in which a reader would ask.
    public var checks: [Check] {
        [
            kubectlCheck, clockCheck, contextCheck, permissionCheck, routerFoundCheck, routerEndpointsCheck, routerHealthCheck,
            sessionRoutingCheck, sessionKeyCheck, sessionProbeCheck, workerListCheck, migrationCheck, resumeCheck, replicaCheck, spreadCheck,
            probesCheck, budgetCheck, pendingCheck, restartCheck, loadTimeCheck, queueCheck, modelCheck, streamingCheck,
        ] + forwardChecks + ambiguityChecks + incidentChecks
    }

    /// What failed and what points to one of the usual causes; failures with a cause first.
    public var findings: [Check] {
        let failed = checks.filter { $0.status == .fail }
        return failed.filter { $0.cause != nil } + failed.filter { $0.cause == nil }
            + checks.filter { $0.status == .warn && $0.cause != nil }
    }

    /// Unix time of a moment, for evidence.
    func wall(_ moment: Moment) -> Double { start.wallClock(at: moment) }
}
