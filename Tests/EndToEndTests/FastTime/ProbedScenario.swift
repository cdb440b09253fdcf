import Foundation
import Testing

/// A scenario under probes and canaries: what becomes of it, and whether the users' own count can be held against the board's.
struct ProbedScenario: Sendable, CustomTestStringConvertible {
    var name: String
    /// Of the first incident; nil where there is rightly none.
    var cause: String?
    /// Of its four results, a pattern.
    var outcomes: String
    var users = 12
    /// An engine is deleted with kubectl; else whatever happens happens by itself.
    var isDeleted = true
    /// The first incident closes within minutes.
    var closes = true
    /// The router serves; else its log tells of nobody.
    var serves = true
    var keepsSessions = true
    /// Played by every run of the tests; the rest by `Tests/scenarios`.
    var isQuick = false

    var testDescription: String { name }

    static var chosen: [ProbedScenario] {
        all.filter { $0.isQuick || ProcessInfo.processInfo.environment["FAILTOP_SCENARIOS"] == "all" }
    }

    private static let lost = "fail pass pass pass"

    private static func deleted(_ name: String, _ outcomes: String = lost, isQuick: Bool = false, _ change: (inout ProbedScenario) -> Void = { _ in }) -> ProbedScenario {
        var world = ProbedScenario(name: name, cause: "deleted", outcomes: outcomes, isQuick: isQuick)
        change(&world)
        return world
    }

    private static func byItself(_ name: String, _ cause: String?, _ outcomes: String, _ change: (inout ProbedScenario) -> Void = { _ in }) -> ProbedScenario {
        var world = ProbedScenario(name: name, cause: cause, outcomes: outcomes, isDeleted: false, closes: false)
        change(&world)
        return world
    }

    static let all: [ProbedScenario] = [
        deleted("bare-deletions"), deleted("budget-blocks-eviction"), deleted("clean-end"), deleted("closing-engine", isQuick: true),
        byItself("connections-cut", "router-answers-breaking", "inconclusive fail fail inconclusive"),
        deleted("crash-loop", "fail pass pass inconclusive") { $0.closes = false },
        deleted("draining-engine", "inconclusive pass inconclusive pass"), deleted("drops-fields"),
        byItself("engine-core-dies", "crashed", "fail (pass|fail) pass (pass|inconclusive)"),
        byItself("forbidden", nil, ""),
        byItself("frozen-engine", "frozen", "fail (fail|inconclusive) fail inconclusive"),
        deleted("full-queue") { $0.users = 48 },
        deleted("healthy"), deleted("host-network"),
        deleted("init-crash-loop", "fail pass pass inconclusive") { $0.closes = false },
        deleted("insufficient-replicas", "fail (pass|fail) pass pass", isQuick: true),
        deleted("leader-worker-set", isQuick: true), deleted("migrating-router"),
        deleted("misconfigured-routing", "(fail|inconclusive) inconclusive (pass|inconclusive) pass") { $0.keepsSessions = false },
        deleted("no-gpu-for-replacement", "fail pass pass inconclusive") { $0.closes = false },
        deleted("oom-killed", "fail pass pass inconclusive") { $0.closes = false },
        byItself("router-refuses", "router-refusing", "inconclusive fail fail inconclusive") { $0.serves = false },
        byItself("router-unreachable", "router-silent", "inconclusive fail fail inconclusive") { $0.serves = false },
        byItself("server-killed", "crashed", "fail (pass|fail) pass (pass|inconclusive)"),
        byItself("service-without-endpoints", "router-without-endpoints", "inconclusive fail fail inconclusive") { $0.serves = false },
        deleted("shutdown-timeout", "inconclusive pass inconclusive pass"), deleted("shutdown-timeout-passed"),
        deleted("sidecars", isQuick: true), deleted("sigterm-abort"), deleted("sigterm-error-event", isQuick: true), deleted("sigterm-hang"),
        deleted("sleeping-engine", "fail (pass|fail) pass pass"), deleted("slow-model-load"),
        byItself("stalled-engine", "liveness-failed", "fail (pass|fail) fail (pass|inconclusive)"),
        deleted("stateful-set"), deleted("time-zones"), deleted("uncanonical-tokens"),
        deleted("wrong-session-key", "(fail|inconclusive) inconclusive (pass|inconclusive) pass") { $0.keepsSessions = false },
    ]
}
