extension DemoCluster {
    /// A world to meet: the demo cluster with the settings of one file in `Scenarios`.
    public struct Scenario: Sendable {
        /// What a failover test is to find behind the trouble of a scenario.
        public enum Cause: String, Sendable, CaseIterable {
            case none
            case insufficientReplicas = "insufficient-replicas"
            case misconfiguredRouting = "misconfigured-routing"
            case networking
            case resourceConstraints = "resource-constraints"
        }

        /// That of its file, without the ending.
        public let name: String
        /// What it does, in one line.
        public let title: String
        /// What to expect.
        public let description: String
        public let cause: Cause
        var changes: [ScenarioSetting.Change]
    }
}

extension DemoCluster.Configuration {
    /// Takes over what the scenario says and leaves the rest. What is set afterwards wins over the scenario.
    public mutating func apply(_ scenario: DemoCluster.Scenario) {
        for change in scenario.changes { change(&self) }
    }
}
