import ClusterModel
import IncidentModel
import TrafficModel

extension ProbesState {
    /// Looks at what became of the requests, and asks what is due. To be called as time passes.
    /// - Parameter runID: names the sessions.
    package mutating func reduce(
        at now: Moment, runID: String, cluster: ClusterState, traffic: TrafficState, incidents: IncidentsState
    ) -> [ProbeIntent] {
        guard settings.isOn else { return [] }
        var step = ProbeStep(self, at: now, runID: runID, cluster: cluster, traffic: traffic, incidents: incidents)
        step.run()
        self = step.probes
        return step.intents
    }
}
