import ClusterModel
import DiagnosisModel
import DrillModel
import IncidentModel
import ProbeModel
import TrafficModel
import TrainingModel

/// Everything the board knows. Written by `reduce` alone; panes are functions of it. Each part is written by its own room only.
package struct State: Sendable, Equatable {
    package internal(set) var start: Start
    /// The time of the last event.
    package internal(set) var now: Moment = .zero
    package internal(set) var cluster = ClusterState()
    package internal(set) var traffic = TrafficState()
    package internal(set) var incidents = IncidentsState()
    package internal(set) var probes = ProbesState()
    package internal(set) var answers = AnswersState()
    package internal(set) var test = TestState()
    package internal(set) var training = TrainingState()
    package internal(set) var navigation = NavigationState()

    /// Of parts that their own rooms have made.
    package init(
        start: Start, now: Moment = .zero, cluster: ClusterState = ClusterState(), traffic: TrafficState = TrafficState(),
        incidents: IncidentsState = IncidentsState()
    ) {
        self.start = start
        self.now = now
        self.cluster = cluster
        self.traffic = traffic
        self.incidents = incidents
    }

    package var settings: Settings { start.settings }
    package var sources: SourcesState { cluster.sources }
    package var router: RouterState { traffic.router }
    package var sessions: SessionsState { traffic.sessions }
    package var kills: KillsState { incidents.kills }

    /// What is sent for the session that the operator watches.
    package var conversation: Conversation {
        traffic.conversations[session: settings.session] ?? Conversation(session: settings.session, policy: settings.onBreak)
    }

    /// What is wrong with the stack, or may go wrong in a failover.
    package var diagnosis: Diagnosis {
        Diagnosis(
            cluster: cluster, traffic: traffic, incidents: incidents, killKind: settings.killKind,
            choosesEngines: settings.engineSelector != nil, now: now)
    }
}
