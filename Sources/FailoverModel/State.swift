/// Everything the board knows. Written by `reduce` alone; panes are functions of it.
public struct State: Sendable, Equatable {
    public var start: Start
    /// The time of the last event.
    public var now: Moment = .zero
    public var sources: SourcesState = SourcesState()
    public var cluster: ClusterState = ClusterState()
    public var router: RouterState = RouterState()
    public var sessions: SessionsState = SessionsState()
    public var streams: StreamsState = StreamsState()
    public var kills: KillsState = KillsState()
    public var incidents: IncidentsState = IncidentsState()
    public var test: TestState = TestState()
    public var training: TrainingState = TrainingState()
    public var navigation: NavigationState = NavigationState()

    public init(
        start: Start, now: Moment = .zero, sources: SourcesState = SourcesState(),
        cluster: ClusterState = ClusterState(), router: RouterState = RouterState(),
        sessions: SessionsState = SessionsState(), streams: StreamsState = StreamsState(),
        incidents: IncidentsState = IncidentsState(), navigation: NavigationState = NavigationState()
    ) {
        self.start = start
        self.now = now
        self.sources = sources
        self.cluster = cluster
        self.router = router
        self.sessions = sessions
        self.streams = streams
        self.incidents = incidents
        self.navigation = navigation
    }

    public var settings: Settings { start.settings }
}
