import ClusterModel
import IncidentModel
import TrafficModel

/// What is wrong with the stack, or may go wrong in a failover, with quoted evidence and what to change. A value: the checks are
/// functions of what it was made of.
package struct Diagnosis: Sendable {
    let cluster: ClusterState
    let traffic: TrafficState
    let incidents: IncidentsState
    /// How the operator would kill.
    let killKind: KillKind
    /// The operator said which pods are engines.
    let choosesEngines: Bool
    let now: Moment

    package init(
        cluster: ClusterState, traffic: TrafficState, incidents: IncidentsState, killKind: KillKind, choosesEngines: Bool,
        now: Moment
    ) {
        self.cluster = cluster
        self.traffic = traffic
        self.incidents = incidents
        self.killKind = killKind
        self.choosesEngines = choosesEngines
        self.now = now
    }

    var router: RouterState { traffic.router }
    var conversations: ConversationsState { traffic.conversations }
    var session: String { traffic.settings.session }

    /// Every check, in the order in which a reader would ask.
    package var checks: [Check] {
        [
            kubectlCheck, clockCheck, contextCheck, permissionCheck,
            routerFoundCheck.resting(on: .services, of: cluster),
            routerEndpointsCheck.resting(on: .services, .endpointSlices, of: cluster),
            routerHealthCheck,
            sessionRoutingCheck.resting(on: .pods, of: cluster),
            sessionKeyCheck.resting(on: .pods, of: cluster),
            sessionProbeCheck,
            workerListCheck.resting(on: .pods, of: cluster),
            migrationCheck.resting(on: .pods, of: cluster),
            resumeCheck,
            replicaCheck.resting(on: .pods, of: cluster),
            spreadCheck.resting(on: .pods, of: cluster),
            probesCheck.resting(on: .pods, of: cluster),
            budgetCheck.resting(on: .pods, .budgets, of: cluster),
            pendingCheck.resting(on: .pods, of: cluster),
            restartCheck.resting(on: .pods, of: cluster),
            loadTimeCheck.resting(on: .pods, of: cluster),
            shutdownCheck.resting(on: .pods, of: cluster),
            queueCheck, modelCheck, streamingCheck,
        ] + forwardChecks + ambiguityChecks + hungChecks + gatewayChecks + pickerChecks + incidentChecks
    }

    /// What failed and what points to one of the usual causes; failures with a cause first.
    package var findings: [Check] {
        let isAboutNodes = incidents.all.contains(where: \.cause.isOfNode)
        let checks = checks.filter { $0.id != "spread" || isAboutNodes }
        let failed = checks.filter { $0.status == .fail }
        return failed.filter { $0.cause != nil } + failed.filter { $0.cause == nil }
            + checks.filter { $0.status == .warn && $0.cause != nil }
    }

    /// The names of all checks that are always asked.
    package static let checkNames: [String] =
        Diagnosis(
            cluster: ClusterState(), traffic: TrafficState(), incidents: IncidentsState(), killKind: .now, choosesEngines: false,
            now: .zero
        ).checks.map(\.id)

    /// Unix time of a moment, for evidence.
    func wall(_ moment: Moment) -> Double { cluster.wallClock(at: moment) }

    func letter(of pod: PodIdentity?) -> String { pod.flatMap { cluster.record(uid: $0.uid)?.letter } ?? "?" }
}

extension IncidentCause {
    /// Its node went, and with it whatever was there.
    fileprivate var isOfNode: Bool {
        switch self {
        case .nodeLost, .drained: true
        default: false
        }
    }
}

extension Check {
    /// What may not be read, or cannot be reached, is not absent: then the check does not know.
    fileprivate func resting(on sources: Source..., of cluster: ClusterState) -> Check {
        for source in sources {
            switch cluster.sources[source] {
            case .live, .stale, .connecting, .loading: continue
            case .forbidden(let reason): return unknown("\(source.title) may not be read: \(reason)")
            case .unreachable(_, let reason): return unknown("\(source.title) cannot be reached from here: \(reason)")
            }
        }
        return self
    }

    private func unknown(_ detail: String) -> Check { Check(id, title, .unknown, detail) }
}
