import ClusterModel
import DrillModel
import IncidentModel
import ProbeModel
import TrafficModel
import TrainingModel

/// What the operator chose on the command line. Constant for a run. The parts of the features can be named without their part:
/// `settings.session` is `settings.traffic.session`.
@dynamicMemberLookup
package struct Settings: Sendable, Equatable, Codable {
    package var traffic = TrafficSettings()
    package var drill = DrillSettings()
    package var limits = Limits()
    /// Which pods are engines; nil means the labels of the production stack's chart.
    package var engineSelector: LabelSelector? = nil
    /// How to read the log of a router of the operator's own; nil: it is one of those that are known.
    package var logPatterns: [String]? = nil
    package var arming: Arming = .expires(after: .seconds(300))
    /// Armed from the first moment.
    package var startsArmed = false
    /// The cluster is the embedded one and obeys the fault menu.
    package var hasFaultMenu = false
    /// End when an incident is over; nil goes on until the operator quits.
    package var wait: IncidentWait? = nil
    /// Letters are given by the pods' age, so that boards that see the same pods give the same. Recordings that lack it gave them in
    /// the order of the list.
    package var lettersByAge: Bool? = true
    /// What is asked of every engine all the time; nil: nothing.
    package var probes: ProbeSettings? = nil
    /// A further answer on the engine of the watched session is only observed, where that one is resumed.
    package var comparesPolicies: Bool? = nil
    /// A lesson; nil for none.
    package var training: TrainingPlan? = nil

    package init() {}

    /// The standard ones, but for what is changed.
    package init(_ change: (inout Settings) -> Void) {
        change(&self)
    }

    package static let standard = Settings()
    /// The length of a test's follow-up: enough to see that the rate is back.
    static let followUpTokens = 32

    package subscript<Value>(dynamicMember path: WritableKeyPath<TrafficSettings, Value>) -> Value {
        get { traffic[keyPath: path] }
        set { traffic[keyPath: path] = newValue }
    }

    package subscript<Value>(dynamicMember path: WritableKeyPath<DrillSettings, Value>) -> Value {
        get { drill[keyPath: path] }
        set { drill[keyPath: path] = newValue }
    }
}
