import ClusterModel
import DiagnosisModel
import DrillModel
import IncidentModel
import TrafficModel

/// Questions that several panes and steps ask of the whole state.
extension State {
    /// Where the watched session is served now: by its open request, else by the session's latest route.
    package var activeRoute: Route? {
        if let open = conversation.current, open.isOpen, let route = open.routes.last { return route }
        return sessions[settings.session]?.route ?? conversation.current?.routes.last
    }

    /// The engine that serves the watched session, gone or not; nil where nothing tells.
    package var activePod: PodRecord? {
        activeRoute?.pod.flatMap { cluster.record(uid: $0.uid) }
    }

    /// The engines that may serve it, where it is known only that it is one of several.
    package var activeCandidates: [PodRecord] {
        activeRoute.map { traffic.ambiguity(of: $0, in: cluster).filter { !$0.isGone } } ?? []
    }

    /// The header that carries a session to the router: the operator's choice, else the dialect's.
    package var sessionHeader: String { traffic.sessionHeader }

    /// The pod behind a worker as the router names it, by address or id, at a time.
    package func record(worker: String, at moment: Moment) -> PodRecord? { traffic.record(worker: worker, at: moment, in: cluster) }

    /// Workers that the router lists though their pod was deleted, oldest pod first. Requests may still be sent there.
    package var ghosts: [PodRecord] { traffic.ghosts(in: cluster, at: now) }

    /// What the router's metrics tell of the worker on a pod.
    package func figures(of pod: PodRecord) -> WorkerFigures? { traffic.figures(of: pod, in: cluster, at: now) }

    package func trustsRunning(_ worker: WorkerFigures) -> Bool { traffic.trustsRunning(worker) }

    /// Unix time at a moment by the cluster's clock: what its objects and logs say is compared with this one.
    package func clusterClock(at moment: Moment) -> Double { cluster.clusterClock(at: moment) }

    /// Every check, in the order in which a reader would ask.
    package var checks: [Check] { diagnosis.checks }

    /// What failed and what points to one of the usual causes.
    package var findings: [Check] { diagnosis.findings }

    /// What became of the four expectations: as they stand, and as they stay once the incident is closed.
    package func results(of incident: Incident) -> [ExpectationResult] {
        incidents.results(of: incident, at: now, cluster: cluster, traffic: traffic)
    }

    /// An incident and what followed, as data: once it is closed, as it was then.
    package func round(of incident: Incident) -> Round {
        incidents.round(of: incident, number: incident.number, at: now, cluster: cluster, traffic: traffic)
    }

    /// What became of the sessions that a fault did not cut.
    package func otherSessions(of incident: Incident) -> OtherSessions {
        incidents.otherSessions(of: incident, at: now, cluster: cluster, traffic: traffic)
    }

    /// An incident in one line, to paste into a chat or a ticket.
    package func summary(of incident: Incident) -> String {
        incidents.summary(of: incident, at: now, cluster: cluster, traffic: traffic)
    }

    /// How many requests of ours failed after a fault.
    package func failedRequests(after incident: Incident) -> Int {
        incidents.failedCount(after: incident, at: now, cluster: cluster, traffic: traffic)
    }

    /// The answer that was in the making on the pod when the fault came.
    package func answer(in incident: Incident) -> Answer? { traffic.conversations.answer(in: incident) }

    /// All that were.
    package func answers(in incident: Incident) -> [Answer] { traffic.conversations.answers(in: incident) }

    /// The story's pods first: the lost one, its successor, its replacement; then the other engines.
    package func cast(of incident: Incident) -> [PodRecord] { cluster.cast(of: incident) }

    /// When tokens of ours came from the pod.
    package func tokenSpans(of pod: PodIdentity) -> [ClosedRange<Moment>] { traffic.conversations.tokenSpans(of: pod) }

    /// The report of a test, a diagnosis or what a board has seen.
    ///
    /// - Parameter gaps: over the rounds; their percentiles are computed outside the model.
    package func testReport(gaps: ([Round]) -> [TestReport.GapSummary]) -> TestReport {
        // Of the moment at which the test was over: what came later is not its own.
        var state = self
        if test.isOver { state.now = test.phaseSince }
        return state.report(gaps: gaps)
    }

    private func report(gaps: ([Round]) -> [TestReport.GapSummary]) -> TestReport {
        test.report(at: now, cluster: cluster, traffic: traffic, incidents: incidents, diagnosis: diagnosis, gaps: gaps)
    }

    /// What is protected here, in words; nil where nothing is.
    package func protection(ofNamespace namespace: String) -> String? {
        settings.protection?.reason(context: cluster.identity?.context, namespace: namespace)
    }

    /// Why what is shown is not what was asked for; nil where all is well.
    package var unreachable: String? { traffic.unreachable(in: cluster) }

    /// Every source has answered in one way or another: a picture taken now is whole.
    package var isSettled: Bool { traffic.isSettled(cluster) }

    /// The letter of a pod, `?` where it is unknown.
    package func letter(of pod: PodIdentity?) -> String {
        pod.flatMap { cluster.record(uid: $0.uid)?.letter } ?? "?"
    }

    /// The incident on the screen.
    package var shownIncident: Incident? {
        if let index = navigation.incident, incidents.all.indices.contains(index) { return incidents.all[index] }
        return incidents.all.last { $0.openedAt >= navigation.since ?? .zero }
    }

    /// The incident that is going on, where the one on the screen is over.
    package var runningIncident: Incident? {
        if let shown = shownIncident, shown.isOpen { return shown }
        return incidents.all.last { $0.isOpen && $0.openedAt >= navigation.since ?? .zero }
    }

    /// The requests on the screen: the latest question and what came of it.
    package var shownStory: [StreamRecord] {
        let story = conversation.story
        guard let since = navigation.since, let first = story.first, first.requestedAt < since else { return story }
        return []
    }

    /// Something moves that needs a fine clock: a stream, a pending follow-up, an open incident, an expiring arming.
    package var isBusy: Bool {
        !traffic.conversations.isQuiet || test.isRunning || !incidents.open.isEmpty || !kills.unsettled.isEmpty
    }
}
