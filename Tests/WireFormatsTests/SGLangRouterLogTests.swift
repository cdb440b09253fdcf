import TestSupport
import Testing
import WireFormats

struct SGLangRouterLogTests {
    private static let time = "2026-11-23 20:02:12 "
    private static let span = #"http_request{method=POST uri=/v1/chat/completions version=HTTP/1.1 module="smg" request_id="rq1""#

    @Test func aRecordedLogNamesWorkersAtDebugOnly() throws {
        var log = SGLangRouterLog()
        let lines = log.read(try Fixture.text("routers/sglang-router.log"))
        let news = lines.filter(\.isNews)
        #expect(news.allSatisfy { if case .routed = $0 { true } else { false } })
        #expect(lines.count { $0 == .unknown } <= 1, "the record begins in the middle of a line")
    }

    @Test(arguments: [
        (
            "DEBUG \(span)}: smg::observability::events: /x/events.rs:58: Sending request url=http://127.0.0.12:8000",
            RouterLogLine.routed(request: "rq1", session: nil, worker: "http://127.0.0.12:8000", attempt: 1)
        ),
        (
            "ERROR \(span)}: smg::routers::http::router: /x/router.rs:563: Failed to send typed request worker_url=http://127.0.0.11:8000 route=/v1/chat/completions error=refused",
            .attemptFailed(request: "rq1", worker: "http://127.0.0.11:8000", attempt: 1, problem: "refused")
        ),
        (
            "ERROR \(span) status_code=500 latency=406328}: smg::response: /x/middleware.rs:349: request failed with server error",
            .requestFailed(request: "rq1", status: 500)
        ),
        (" INFO \(span)}: smg::request: /x/middleware.rs:310: started processing request", .routine),
        (
            " INFO smg::core::circuit_breaker: /x/circuit_breaker.rs:286: Circuit breaker state transition: closed -> open",
            .breakerChanged(from: "closed", to: "open")
        ),
        (
            " INFO smg::service_discovery: /x/service_discovery.rs:1: Removing pod: engine-0 | type: Some(Regular) | url: http://h:1",
            .terminating(pod: "engine-0")
        ),
    ])
    func readsALine(line: String, expected: RouterLogLine) {
        var log = SGLangRouterLog()
        #expect(log.feed(Self.time + line) == [expected])
    }
}
