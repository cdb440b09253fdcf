/// Waiting for nothing.
enum Silence {
    /// Lasts until the task is cancelled, which is what it throws.
    static func last() async throws -> Never {
        let (never, continuation) = AsyncStream.makeStream(of: Void.self)
        defer { continuation.finish() }
        for await _ in never {}
        throw CancellationError()
    }
}
