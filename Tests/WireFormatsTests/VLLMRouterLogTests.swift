import TestSupport
import Testing
import WireFormats

struct VLLMRouterLogTests {
    private static let head = "\u{1B}[2m2026-11-23 20:13:07\u{1B}[0m \u{1B}[32m INFO\u{1B}[0m \u{1B}[2mvllm_router_rs::x\u{1B}[0m\u{1B}[2m:\u{1B}[0m \u{1B}[2msrc/x.rs\u{1B}[0m\u{1B}[2m:\u{1B}[0m\u{1B}[2m467:\u{1B}[0m "

    private static func short(_ line: RouterLogLine) -> String? {
        switch line {
        case .sessionRouted(let session, let worker): "\(session)>\(worker.suffix(7).prefix(2))"
        case .workerFailed(let worker, _): "!\(worker.suffix(7).prefix(2))"
        case .breakerChanged(let from, let to): "\(from)-\(to)"
        default: line.isNews ? "\(line)" : nil
        }
    }

    @Test func readsARecordedLogInOrder() throws {
        var log = VLLMRouterLog()
        let lines = log.read(try Fixture.text("routers/vllm-router.log"))
        let failed = Array(repeating: ["!11", "9999>11"], count: 9).flatMap { $0 }
        #expect(
            lines.compactMap(Self.short) == [
                "user-1>11", "user-2>11", "user-3>11", "user-4>13", "user-5>12", "user-6>11", "9999>11", "9999>11",
            ] + failed + ["!11", "closed-open", "9999>13", "9999>13"])
        #expect(!lines.contains(.unknown))
    }

    @Test(arguments: [
        (
            "Consistent hash routing: key='header:x-session-id:it's -> odd' -> worker='http://127.0.0.11:8000' (index=2)",
            RouterLogLine.sessionRouted(session: "it's -> odd", worker: "http://127.0.0.11:8000")
        ),
        (
            "Consistent hash routing: key='header:x-request-id:r1' -> worker='http://127.0.0.11:8000' (index=2)",
            .routed(request: "r1", session: nil, worker: "http://127.0.0.11:8000", attempt: 1)
        ),
        ("Consistent hash routing: key='request:' -> worker='http://127.0.0.11:8000' (index=2)", .routine),
        (
            "SLL: new session 's1' -> replica 'http://127.0.0.13:8000' (active sessions on replica: 1)",
            .sessionRouted(session: "s1", worker: "http://127.0.0.13:8000")
        ),
        ("Adding pod: engine-0 | type: Some(Regular) | url: http://127.0.0.11:8000", .discovered(pod: "engine-0", ip: "127.0.0.11")),
        ("Adding pod: engine-0 | type: Some(Regular) | url: http://[fd00::1]:8000", .discovered(pod: "engine-0", ip: "fd00::1")),
        ("Removing pod (ineligible): engine-0 | type: Some(Regular) | url: http://127.0.0.11:8000", .deleted(pod: "engine-0")),
        ("Removing pod (deletion): engine-0 | type: Some(Regular) | url: http://127.0.0.11:8000", .terminating(pod: "engine-0")),
        (
            "Failed to send typed request worker_url=http://127.0.0.11:8000 route=/v1/chat/completions error=error sending",
            .workerFailed(worker: "http://127.0.0.11:8000", problem: "error sending")
        ),
        ("Circuit breaker state transition: half_open -> closed", .breakerChanged(from: "half_open", to: "closed")),
        ("Something new", .routine),
    ])
    func readsALine(message: String, expected: RouterLogLine) {
        var log = VLLMRouterLog()
        #expect(log.feed(Self.head + message) == [expected])
        #expect(log.feed("2026-11-23T20:13:07.123456Z " + Self.head + message) == [expected], "with the kubelet's time")
    }

    @Test func otherProgramsAreCountedAndPanicsFolded() {
        var log = VLLMRouterLog()
        #expect(log.feed("some other program") == [.unknown])
        #expect(log.read("thread 'main' panicked at src/x.rs:1\n   0: std::panicking\n12: core::x\nnote: run with") == Array(repeating: .routine, count: 4))
    }
}
