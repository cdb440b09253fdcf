import Testing

/// Marks a suite that runs whole clusters, with their routers, boards and terminals. A small machine carries a few of them at
/// once: a suite waits for its turn, then runs its tests one after the other. No test's time limit runs while its suite waits.
struct World: SuiteTrait, TestScoping {
    private static let turns = Turns(4)

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Self.turns.take(function)
    }
}

extension Trait where Self == World {
    static var world: Self { World() }
}

/// A bound on what runs at once; who came first goes first.
actor Turns {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        free = count
    }

    func take<Result: Sendable>(_ body: @Sendable () async throws -> Result) async rethrows -> Result {
        if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
        // Whoever is next takes over the turn.
        defer { if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() } }
        return try await body()
    }
}
