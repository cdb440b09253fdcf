/// What the router has counted over all workers since it started. A counter that it does not export is nil.
public struct RouterCounters: Sendable, Equatable, Codable {
    /// Attempts after the first.
    public var retries: Double?
    /// Requests that failed in every attempt.
    public var exhausted: Double?
    /// Streams that went on elsewhere. Not Dynamo's `model_migration_total`, which rises without one too.
    public var migrations: Double?
    public var failedMigrations: Double?

    public init(
        retries: Double? = nil, exhausted: Double? = nil, migrations: Double? = nil, failedMigrations: Double? = nil
    ) {
        self.retries = retries
        self.exhausted = exhausted
        self.migrations = migrations
        self.failedMigrations = failedMigrations
    }

    public var isEmpty: Bool { self == RouterCounters() }
}
