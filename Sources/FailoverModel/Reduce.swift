/// The only writer of `State`: takes one event in and says what should happen.
///
/// Each feature has its own step; they run in the order in which facts flow: what the cluster is, what the router
/// says of it, where sessions are, what became of streams and kills, what that makes of incidents, of a test and of a lesson, what the operator sees.
public func reduce(into state: inout State, _ event: Event) -> [Command] {
    state.now = max(state.now, event.at)
    state.sources.apply(event.fact)
    let transitions = state.applyToCluster(event)
    var commands = state.applyToRouter(event)
    commands += state.selectPods(event)
    state.applyToSessions(event)
    state.resolveRoutes(after: transitions)
    commands += state.applyToStreams(event)
    state.applyToKills(event, transitions)
    state.applyToIncidents(event, transitions)
    commands += state.announceIncidents(event)
    commands += state.applyToTest(event)
    commands += state.applyToTraining(event)
    commands += state.applyToNavigation(event)
    state.followQuestion()
    state.applyToGaps(event, transitions)
    return commands
}
