import ClusterModel

/// What a test may do, and how. Constant for a run.
package struct DrillSettings: Sendable, Equatable, Codable {
    /// nil for the board: nothing is tested.
    package var test: TestPlan? = nil
    package var killKind: KillKind = .now
    /// Kills are refused whatever the plan says.
    package var isReadOnly = false
    /// Where nothing is killed by a test.
    package var protection: Protection? = nil

    package init() {}
}
