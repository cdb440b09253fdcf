/// What the router has counted over all workers since it started. A counter that it does not export is nil.
package struct RouterCounters: Sendable, Equatable, Codable {
    /// Attempts after the first.
    package var retries: Double?
    /// Requests that failed in every attempt.
    package var exhausted: Double?
    /// Streams that went on elsewhere. Not Dynamo's `model_migration_total`, which rises without one too.
    package var migrations: Double?
    package var failedMigrations: Double?

    package init(
        retries: Double? = nil, exhausted: Double? = nil, migrations: Double? = nil, failedMigrations: Double? = nil
    ) {
        self.retries = retries
        self.exhausted = exhausted
        self.migrations = migrations
        self.failedMigrations = failedMigrations
    }

    package var isEmpty: Bool { self == RouterCounters() }
}
