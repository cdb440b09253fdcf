import ClusterModel
import TrafficModel

extension Round {
    /// A step on the way to a replacement that serves.
    package struct StepLine: Sendable, Equatable, Codable {
        /// `scheduled`, `started`, `weights loaded`, `engine initialised`, `graphs captured`, `ready`, `used by router`.
        package var step: String
        /// After T0; nil where only its length is known.
        package var seconds: Double?
        /// How long the engine says that it took.
        package var took: Double?

        package init(step: String, seconds: Double? = nil, took: Double? = nil) {
            self.step = step
            self.seconds = seconds
            self.took = took
        }

        /// `ready +4.20 s`, `weights loaded in 2.10 s`
        package var words: String {
            func text(_ seconds: Double) -> String { Duration.seconds(min(max(0, seconds), 1e9)).inWords }
            return step + (seconds.map { " +\(text($0))" } ?? "") + (took.map { " in \(text($0))" } ?? "")
        }
    }
}

extension Incident {
    /// What the capacity gap was made of: by the pod's times and its engine's own log.
    package var steps: [Round.StepLine]? {
        guard let replacement else { return nil }
        func at(_ step: String, _ moment: Moment?) -> Round.StepLine? {
            moment.map { Round.StepLine(step: step, seconds: ($0 - origin).seconds) }
        }
        let taken = EngineStartEntry.Step.allCases.compactMap { step in
            replacement.steps[step].map { Round.StepLine(step: step.rawValue, took: $0) }
        }
        let before = replacement.isSamePod ? [] : [
            at("created", replacement.createdAt), at("scheduled", replacement.scheduledAt), at("started", replacement.startedAt),
        ].compactMap(\.self)
        let steps = before + taken + [at("ready", replacement.readyAt), at("used by router", replacement.discoveredAt)].compactMap(\.self)
        return steps.isEmpty ? nil : steps
    }
}
