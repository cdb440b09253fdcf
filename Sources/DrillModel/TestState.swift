import ClusterModel
import IncidentModel
import TrafficModel

/// A test that runs, or has run.
package struct TestState: Sendable, Equatable {
    package internal(set) var phase: TestPhase = .idle
    package internal(set) var phaseSince: Moment = .zero
    /// Counts from 1.
    package internal(set) var round = 1
    package internal(set) var rounds: [Round] = []
    package internal(set) var ending: TestEnding? = nil
    /// Constant for a run.
    package internal(set) var settings = DrillSettings()
    /// How often a router was seen to be in motion, and everything asked once more.
    var baselines = 0
    /// What the present round has asked so far.
    var requests = RoundRequests()

    package init() {}

    package var isRunning: Bool { phase != .idle && phase != .over }
    package var isOver: Bool { phase == .over }

    mutating func enter(_ phase: TestPhase, at moment: Moment) {
        self.phase = phase
        phaseSince = moment
    }
}
