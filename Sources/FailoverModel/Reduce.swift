import ClusterModel
import DrillModel
import IncidentModel
import ProbeModel
import TrafficModel
import TrainingModel

/// The only writer of `State`: takes one event in and says what should happen.
///
/// The features meet here and nowhere else. They run in the order in which facts flow, each on the finished work of those before
/// it, which it reads and cannot write:
///
/// 1. the cluster: what the API server says; it tells which pods changed, and how;
/// 2. the traffic: which router, where sessions are, what became of requests;
/// 3. the incidents: kills and faults, on pods and requests as they are now; what open ones rest on, the traffic then keeps;
/// 4. the probes and the answers beside the watched one, the drill and the lesson, which look at all of these;
/// 5. the operator's view, last: a key acts on what the event has made of the state, and notices have the last word.
///
/// What a feature wants done elsewhere it says as an intent; `State.carryOut` hands it to the feature that owns it, before the
/// next one runs.
///
/// The world of a test ends with it: what arrives while it is put away is recorded and changes no report.
package func reduce(into state: inout State, _ event: Event) -> [Command] {
    state.now = max(state.now, event.at)
    if state.test.isOver { return state.applyToNavigation(event) }
    var commands: [Command] = []
    var transitions: [PodTransition] = []
    switch event.fact {
    case .started: commands += state.begin()
    case .kubernetes(let fact):
        let change = state.cluster.reduce(fact, at: event.at)
        transitions = change.transitions
        commands += state.carryOut(change.intents)
    default: break
    }
    if let fact = TrafficEvent(event.fact) {
        commands += state.carryOut(state.traffic.reduce(fact, transitions, at: event.at, cluster: state.cluster))
        commands += state.carryOut(
            state.incidents.reduce(fact, transitions, at: event.at, cluster: state.cluster, traffic: state.traffic))
        state.traffic.keep(since: state.incidents.evidenceSince, watching: state.incidents.openPods)
    }
    commands += state.runProbes(event)
    commands += state.runDrill(event)
    commands += state.runTraining(event)
    commands += state.applyToNavigation(event)
    state.followQuestion()
    return commands
}

extension State {
    fileprivate mutating func begin() -> [Command] {
        let clusterIntents = cluster.begin(
            engines: settings.engineSelector, wallClockAtZero: start.wallClockAtZero, lettersByAge: settings.lettersByAge == true)
        incidents.begin(settings.limits)
        let trafficIntents = traffic.begin(trafficSettings, requestPrefix: start.requestPrefix, cluster: cluster)
        return carryOut(trafficIntents) + carryOut(clusterIntents)
    }

    /// A test's follow-up only shows that the rate is back.
    private var trafficSettings: TrafficSettings {
        var traffic = settings.traffic
        if settings.test != nil { traffic.followUpTokens = traffic.followUpTokens ?? Settings.followUpTokens }
        return traffic
    }

    fileprivate mutating func runProbes(_ event: Event) -> [Command] {
        switch event.fact {
        case .started:
            if let settings = settings.probes { probes.begin(settings) }
            answers.begin(compares: settings.comparesPolicies == true)
            return []
        case .ticked:
            let found = carryOut(answers.reduce(at: now, runID: start.runID, cluster: cluster, traffic: traffic))
            return found + carryOut(probes.reduce(at: now, runID: start.runID, cluster: cluster, traffic: traffic, incidents: incidents))
        default: return []
        }
    }

    fileprivate mutating func runDrill(_ event: Event) -> [Command] {
        if event.fact.isStart { test.begin(settings.drill, at: now) }
        guard test.isRunning else { return [] }
        let intents = test.reduce(
            DrillEvent(event.fact), at: now, runID: start.runID, cluster: cluster, traffic: traffic, incidents: incidents)
        return carryOut(intents)
    }

    fileprivate mutating func runTraining(_ event: Event) -> [Command] {
        if event.fact.isStart { return carryOut(training.begin(settings.training, at: now)) }
        guard settings.training != nil, let event = trainingEvent(event.fact) else { return [] }
        return carryOut(training.reduce(event, at: now, cluster: cluster, traffic: traffic, diagnosis: diagnosis))
    }

    /// The sheet's keys count only while it lies over the board.
    private func trainingEvent(_ fact: Fact) -> TrainingEvent? {
        switch (fact, navigation.dialog) {
        case (.ticked, _): .ticked
        case (.action(.diagnosis), nil): .diagnosisRead
        case (.action(.hint), .lesson), (.action(.hint), nil): .hintTaken
        case (.action(.choose(let number)), .lesson): .answered(number)
        default: nil
        }
    }
}

extension Fact {
    fileprivate var isStart: Bool {
        if case .started = self { true } else { false }
    }
}

extension TrafficEvent {
    /// nil for what only the operator's view understands.
    fileprivate init?(_ fact: Fact) {
        switch fact {
        case .kubernetes(let fact): self = .kubernetes(fact)
        case .router(let fact): self = .router(fact)
        case .stream(let fact): self = .stream(fact)
        case .ticked: self = .ticked
        default: return nil
        }
    }
}

extension DrillEvent {
    fileprivate init(_ fact: Fact) {
        switch fact {
        case .started: self = .started
        case .action(.interrupt), .action(.quit): self = .interrupted
        case .kubernetes(.killRefused(let order, let refusal)): self = .killRefused(order, refusal)
        default: self = .other
        }
    }
}
