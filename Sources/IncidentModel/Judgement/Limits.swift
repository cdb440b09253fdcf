/// What still counts as little interruption and as fast recovery.
package struct Limits: Sendable, Equatable, Codable {
    /// Of the service gap, T5 − T2.
    package var serviceGap: Duration = .seconds(2)
    /// Of the capacity gap, T7 − T0.
    package var capacityGap: Duration = .seconds(300)
    /// How long a request may wait for its first token; nil: as long as it does.
    package var firstToken: Duration?
    /// How many of a hundred requests may fail; nil: any number.
    package var failures: Int?

    package init(serviceGap: Duration = .seconds(2), capacityGap: Duration = .seconds(300)) {
        self.serviceGap = serviceGap
        self.capacityGap = capacityGap
    }
}
