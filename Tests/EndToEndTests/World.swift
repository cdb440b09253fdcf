import Foundation
import Testing

/// Marks a suite that runs whole clusters, with their routers, boards and terminals. A small machine carries a few of them at
/// once: a suite waits for its turn, then runs its tests one after the other. No test's time limit runs while its suite waits.
struct World: SuiteTrait, TestScoping {
    private static let turns = Turns(4)

    /// It takes a minute or more: who begins late and takes long is waited for alone at the end.
    var isLong = false

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Self.turns.take(isFirst: isLong) {
            await Machine.hasBreath()
            try await function()
        }
    }
}

extension Trait where Self == World {
    static var world: Self { World() }
    static var longWorld: Self { World(isLong: true) }
}

/// A bound on what runs at once. Those that take long go first, else who came first.
actor Turns {
    private var free: Int
    private var first: [CheckedContinuation<Void, Never>] = []
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        free = count
    }

    func take<Result: Sendable>(isFirst: Bool = false, _ body: @Sendable () async throws -> Result) async rethrows -> Result {
        if free > 0 { free -= 1 } else { await withCheckedContinuation { if isFirst { first.append($0) } else { waiting.append($0) } } }
        // Whoever is next takes over the turn.
        defer { pass() }
        return try await body()
    }

    private func pass() {
        if !first.isEmpty { first.removeFirst().resume() } else if !waiting.isEmpty { waiting.removeFirst().resume() } else { free += 1 }
    }
}

/// What runs the tests. One that is slow, or busy with other things, begins fewer worlds at once.
private enum Machine {
    /// So many processes may want a processor of two when the next world begins.
    private static let mostRunnable = 8.0
    private static let patience = Duration.seconds(40)

    static func hasBreath() async {
        let end = ContinuousClock.now + patience
        while ContinuousClock.now < end {
            var samples: [Double] = []
            for _ in 0..<10 {
                guard let count = runnable else { return }
                samples.append(count)
                try? await Task.sleep(for: .milliseconds(50))
            }
            if samples.reduce(0, +) / Double(samples.count) <= mostRunnable { return }
        }
    }

    /// Processes that run or could; nil where nothing tells.
    private static var runnable: Double? {
        guard let text = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8) else { return nil }
        return text.split(separator: " ").dropFirst(3).first?.split(separator: "/").first.flatMap { Double($0) }
    }
}
