import ClusterModel
import TrafficModel

/// How busy the engines were that were left: in the half minute before the fault, until the incident had recovered, and after that
/// until it closed. Peaks and deltas of counters, no series: what an incident keeps is bounded.
package struct IncidentLoads: Sendable, Equatable {
    private var engines: [Track] = []

    private struct Track: Sendable, Equatable {
        let pod: PodIdentity
        let letter: String
        let before: EngineLoad?
        /// The readings from which counters are reckoned.
        var base: Base?
        var baseAfter: Base?
        var during: EngineLoad?
        var after: EngineLoad?
    }

    private struct Base: Sendable, Equatable {
        let at: Moment
        let figures: EngineFigures
    }

    /// Of more engines than these no figures are read.
    static let limit = 64

    init() {}

    init(at moment: Moment, without pods: Set<PodIdentity>, _ context: IncidentContext) {
        let left = context.cluster.readyEngines.filter { !pods.contains($0.identity) }
        engines = left.prefix(Self.limit).map { record in
            let engine = context.traffic.router.engines[record.pod.uid]
            let isFresh = engine.map { !$0.isStale(at: moment) } ?? false
            return Track(
                pod: record.identity, letter: record.letter, before: isFresh ? engine?.load : nil,
                base: engine.flatMap { isFresh ? Base(at: $0.at, figures: $0.figures) : nil })
        }
    }

    mutating func add(_ figures: EngineFigures, at moment: Moment, isRecovered: Bool) {
        guard let index = engines.firstIndex(where: { $0.pod == figures.pod }) else { return }
        var engine = engines[index]
        if isRecovered {
            Self.add(figures, at: moment, to: &engine.after, since: &engine.baseAfter)
        } else {
            Self.add(figures, at: moment, to: &engine.during, since: &engine.base)
        }
        engines[index] = engine
    }

    private static func add(_ figures: EngineFigures, at moment: Moment, to load: inout EngineLoad?, since base: inout Base?) {
        var sum = load ?? EngineLoad()
        sum.add(figures)
        if let base { sum.compare(figures, with: base.figures, over: (moment - base.at).seconds) }
        base = base ?? Base(at: moment, figures: figures)
        load = sum
    }

    package var lines: [EngineLoadLine] {
        engines.map { EngineLoadLine(letter: $0.letter, pod: $0.pod.name, before: $0.before, during: $0.during, after: $0.after) }
    }
}

extension IncidentsState {
    mutating func noteLoad(_ figures: EngineFigures, at moment: Moment) {
        for index in openIndices { all[index].loads.add(figures, at: moment, isRecovered: all[index].recoveredAt != nil) }
    }

    mutating func noteStart(_ entry: EngineStartEntry) {
        for index in openIndices where all[index].replacement?.pod == entry.pod && all[index].replacement?.readyAt == nil {
            all[index].replacement?.steps[entry.step] = entry.seconds
        }
    }
}
