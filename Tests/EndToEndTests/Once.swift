/// What takes long to get and is asserted on by many tests, each value gotten once: by whoever asks first, a failure too.
///
/// For tests of one suite, which run one after the other.
actor Once<Key: Hashable & Sendable, Value: Sendable> {
    private var known: [Key: Result<Value, any Error>] = [:]

    func value(for key: Key, _ get: @Sendable () async throws -> Value) async throws -> Value {
        if let result = known[key] { return try result.get() }
        let result: Result<Value, any Error>
        do { result = .success(try await get()) } catch { result = .failure(error) }
        // One that was cancelled, as by its test's time limit, tells the next nothing.
        if !Task.isCancelled { known[key] = result }
        return try result.get()
    }
}
