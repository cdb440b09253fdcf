extension DemoCluster {
    /// A world to meet: the demo cluster with the settings of one file in `Scenarios`.
    package struct Scenario: Sendable {
        /// What a failover test is to find behind the trouble of a scenario.
        package enum Cause: String, Sendable, CaseIterable {
            case none
            case insufficientReplicas = "insufficient-replicas"
            case misconfiguredRouting = "misconfigured-routing"
            case networking
            case resourceConstraints = "resource-constraints"
        }

        /// That of its file, without the ending.
        package let name: String
        /// What it does, in one line.
        package let title: String
        /// What to expect.
        package let description: String
        package let cause: Cause
        var changes: [ScenarioSetting.Change]
    }
}

extension DemoCluster.Configuration {
    /// Takes over what the scenario says and leaves the rest. What is set afterwards wins over the scenario.
    package mutating func apply(_ scenario: DemoCluster.Scenario) {
        for change in scenario.changes { change(&self) }
    }
}
