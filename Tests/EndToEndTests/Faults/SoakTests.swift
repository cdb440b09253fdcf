import Foundation
import TestSupport
import Testing

/// Random faults, one after the other. `Tests/soak SECONDS [SEED]` is the long one.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(600)))
struct SoakTests {
    private static func setting<Number: LosslessStringConvertible>(_ name: String, _ usual: Number) -> Number {
        ProcessInfo.processInfo.environment[name].flatMap(Number.init) ?? usual
    }
    private static let seconds = setting("FAILTOP_SOAK_SECONDS", 30)
    private static let seed: UInt64 = setting("FAILTOP_SOAK_SEED", 20_261_124)
    /// Before that, what is kept for a while is still filling.
    private static let secondsToJudgeMemory = 120

    /// What is done to the board; each holds for a while and is then taken back.
    private enum Trouble: CaseIterable {
        case away, silence, errors, busy, expired, latency, cut, cutInLine, gone, kill, frozen
    }

    @Test func `whatever happens, the state ends as a fresh list has it, and nothing grows`() async throws {
        try await FaultyWorld.with { world in
            try await world.withBoard { board, process in
                print("soak: seed \(Self.seed)")
                var random = SeededGenerator(seed: Self.seed)
                // The first troubles fill what is kept for a while: a connection per watch, letters, incidents.
                for trouble in Trouble.allCases { try await Self.inflict(trouble, on: world, process, &random) }
                try await world.untilTrue()
                let before = ProcessTable.size(of: process)
                let end = ContinuousClock.now + .seconds(Self.seconds)
                var count = 0
                while ContinuousClock.now < end {
                    let trouble = Trouble.allCases.randomElement(using: &random) ?? .cut
                    try await Self.inflict(trouble, on: world, process, &random)
                    count += 1
                    if count.isMultiple(of: 10) { try await world.untilTrue() }
                }
                try await world.untilTrue()
                try await world.until("three engines") { $0.cluster.readyEngines.count == 3 }
                try await world.untilTrue()
                try await board.shows("pods ● LIVE 3/3")
                let names = try await world.listed().map { $0.name.suffix(5) }
                try await board.eventually("the same pods") { screen in names.allSatisfy { screen.contains("-\($0) ") } }
                let after = ProcessTable.size(of: process)
                let report = "\(count) troubles in \(Self.seconds) s, \(world.state.incidents.all.count) incidents, "
                    + "\(world.state.cluster.gaps.count) gaps; memory \(before.memory >> 20) → \(after.memory >> 20) MB, "
                    + "descriptors \(before.descriptors) → \(after.descriptors)"
                print("soak: \(report)")
                // The tape for going back fills at first: twenty thousand events, and twenty states of the board.
                if Self.seconds >= Self.secondsToJudgeMemory { #expect(after.memory - before.memory < 48 << 20, "\(report)") }
                #expect(after.descriptors - before.descriptors <= 8, "\(report)")
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
    }

    @MainActor private static func inflict(
        _ trouble: Trouble, on world: FaultyWorld, _ board: Int32, _ random: inout SeededGenerator
    ) async throws {
        let proxy = world.proxy
        var lasting = Duration.milliseconds(Int.random(in: 100...1_500, using: &random))
        switch trouble {
        case .away: try await proxy.goAway()
        case .silence:
            proxy.set(.silence())
            // Longer than a question of the heartbeat: what is lost in less shows when the next bookmark does not come.
            lasting = .seconds(7)
        case .errors:
            proxy.set(.answer([500, 502, 503, 504].randomElement(using: &random) ?? 500, "Internal"))
            proxy.cut("watch=true")
        case .busy:
            proxy.set(.answer(429, "TooManyRequests", retryAfter: 1))
            proxy.cut("watch=true")
        case .expired:
            proxy.set(.answer(401, "Unauthorized", to: "/pods"))
            proxy.cut("/pods?watch=true")
        case .latency: proxy.set(.delay(.milliseconds(300)))
        case .cut: proxy.cut("/")
        case .cutInLine: proxy.cut("watch=true", after: #"{"type":"MODIFIED","object":{"metadata":{"na"#)
        case .gone:
            let status = #"{"kind":"Status","code":410,"reason":"Expired","message":"too old"}"#
            proxy.cut("watch=true", after: #"{"type":"ERROR","object":\#(status)}"# + "\n")
        case .kill: try await world.killAnEngine()
        case .frozen: kill(board, SIGSTOP)
        }
        // Half of all troubles hide a change.
        if Bool.random(using: &random) { try await world.killAnEngine() }
        try await Task.sleep(for: lasting)
        kill(board, SIGCONT)
        proxy.set()
        if trouble == .away { try await proxy.comeBack() }
    }
}
