import ClusterModel
import TrafficModel

extension AnswersState {
    /// Looks for a session that lands where it is to; its question is asked when one is found.
    package mutating func add(runID: String, traffic: TrafficState) -> [ProbeIntent] {
        guard all.count < Self.limit, !isSearching else { return [] }
        all.append(SideAnswer(number: all.count + 2, session: ""))
        var ids = traffic.conversations.requestIDs
        return [tryNext(all.count - 1, runID, &ids)]
    }

    /// Asks a question again in a session whose answer is over.
    package func ask(_ side: SideAnswer, traffic: TrafficState) -> [ProbeIntent] {
        var ids = traffic.conversations.requestIDs
        return [question(side, &ids)]
    }

    /// To be called as time passes.
    package mutating func reduce(
        at now: Moment, runID: String, cluster: ClusterState, traffic: TrafficState
    ) -> [ProbeIntent] {
        guard let index = all.firstIndex(where: { !$0.isAsked }), let trial = all[index].trial else { return [] }
        var ids = traffic.conversations.requestIDs
        guard let record = traffic.conversations[trial] else { return [tryNext(index, runID, &ids)] }
        guard record.isAttributed(at: now, within: traffic.evidenceDelay) else { return [] }
        let landed = record.outcome.isComplete ? record.routes.last?.pod : nil
        if all[index].tries < Self.tryLimit, !isWanted(landed, at: index, cluster, traffic) { return [tryNext(index, runID, &ids)] }
        all[index].isAsked = true
        return [question(all[index], &ids)]
    }

    private func question(_ side: SideAnswer, _ ids: inout RequestIDs) -> ProbeIntent {
        .ask(Inquiry(id: ids.next(), session: side.session, purpose: .question, policy: policy(of: side)))
    }

    private func policy(of side: SideAnswer) -> BreakPolicy? { compares && side.number == 2 ? .observe : nil }

    private mutating func tryNext(_ index: Int, _ runID: String, _ ids: inout RequestIDs) -> ProbeIntent {
        names += 1
        all[index].session = OwnSession.answer(names, of: runID)
        all[index].tries += 1
        let id = ids.next()
        all[index].trial = id
        return .ask(Inquiry(id: id, session: all[index].session, purpose: .probe, policy: policy(of: all[index])))
    }

    /// An engine that shows none of the others, while there is one; for a comparison that of the watched session.
    private func isWanted(_ pod: PodIdentity?, at index: Int, _ cluster: ClusterState, _ traffic: TrafficState) -> Bool {
        let watched = traffic.conversations[session: traffic.settings.session]?.current?.routes.last?.pod
        if compares, index == 0, let watched { return pod == watched }
        let others = all.indices.filter { $0 != index }.map { traffic.conversations[session: all[$0].session]?.current?.routes.last?.pod }
        let taken = Set((others + [watched]).compactMap { $0 })
        guard cluster.readyEngines.contains(where: { !taken.contains($0.identity) }) else { return true }
        return pod.map { !taken.contains($0) } ?? false
    }
}
