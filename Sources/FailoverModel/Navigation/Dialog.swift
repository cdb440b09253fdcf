import ClusterModel

/// What lies over the panes and takes the keys.
package enum Dialog: Sendable, Equatable {
    case help(scroll: Int)
    /// The filter line, being typed.
    case filter(text: String)
    case confirmKill(KillProposal)
    /// Choose an engine and a kind.
    case chooseKill(pod: PodIdentity, kind: KillKind)
    case details(Pane, scroll: Int)
    case diagnosis(scroll: Int)
    /// nil: a recording has none.
    case log(PodLogView?)
    /// The list of incidents, one of them chosen (index into `IncidentsState.all`; -1 is the
    /// newest of an earlier run).
    case incidents(index: Int)
    /// The answers that run beside each other, one of them chosen; 0 is the watched session's.
    case answers(index: Int)
    /// The lesson's task, and at its end the debrief.
    case lesson(scroll: Int)
    /// Whether to leave a lesson before its end.
    case leaveLesson
    /// Choose a fault for an engine.
    case faults(pod: PodIdentity, kind: FaultKind)
}
