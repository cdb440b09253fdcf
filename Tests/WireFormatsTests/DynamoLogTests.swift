import TestSupport
import Testing
import WireFormats

struct DynamoLogTests {
    private func of(_ request: String, _ lines: [RouterLogLine]) -> [RouterLogLine] {
        lines.filter { line in
            switch line {
            case .routed(let id, _, _, _), .attemptFailed(let id, _, _, _), .migrating(let id, _, _, _),
                .migrationRefused(let id, _, _):
                id == request
            default: false
            }
        }
    }

    @Test func theLastSelectedWorkerIsTheTruth() throws {
        var log = DynamoLog()
        let lines = log.read(try Fixture.text("routers/dynamo-frontend.log"))
        let (lost, found) = ("7315137780797361605", "1473261346241495390")
        #expect(
            of("l3-kill", lines) == [
                .routed(request: "l3-kill", session: nil, worker: lost, attempt: 1),
                .attemptFailed(request: "l3-kill", worker: lost, attempt: 1, problem: "disconnected"),
                .migrating(request: "l3-kill", from: lost, tokens: 20, reason: "disconnected"),
                .routed(request: "l3-kill", session: nil, worker: found, attempt: 2),
            ])
        #expect(!lines.contains(.unknown))
    }

    /// `worker_id` is a number in one line and a string in the other, and beyond what a double holds.
    @Test func jsonLinesSayTheSame() {
        var log = DynamoLog()
        let text = """
            {"time":"2026-11-23T21:12:08.447246Z","level":"INFO","target":"dynamo_runtime::pipeline::network::egress::push_router","message":"Selected worker","worker_id":793720609963898329,"x_request_id":"jsonl-1"}
            {"time":"2026-11-23T21:12:08.942568Z","level":"WARN","target":"request_span","message":"route request failed","error.type":"disconnected","worker_id":"793720609963898329","x_request_id":"jsonl-1"}
            {"time":"2026-11-23T21:12:08.942662Z","level":"INFO","target":"request_span","message":"migration retry scheduled","migration.from_worker_id":793720609963898329,"migration.is_retry":true,"migration.reason":"disconnected","migration.tokens_completed":15,"x_request_id":"jsonl-1"}
            {"time":"2026-11-23T21:12:08.944567Z","level":"INFO","target":"dynamo_runtime::pipeline::network::egress::push_router","message":"Selected worker","worker_id":5256551128389615903,"x_request_id":"jsonl-1"}
            """
        #expect(
            log.read(text) == [
                .routed(request: "jsonl-1", session: nil, worker: "793720609963898329", attempt: 1),
                .attemptFailed(request: "jsonl-1", worker: "793720609963898329", attempt: 1, problem: "disconnected"),
                .migrating(request: "jsonl-1", from: "793720609963898329", tokens: 15, reason: "disconnected"),
                .routed(request: "jsonl-1", session: nil, worker: "5256551128389615903", attempt: 2),
            ])
    }

    /// A session that is bound to its worker has no `Selected worker` but its first.
    @Test func whoServedABoundSessionIsToldAtItsEnd() {
        var log = DynamoLog()
        let line =
            #"2026-11-23T21:04:11.796157Z  INFO http-request:router.route_request: request_span: route request completed request.outcome="success" method=POST x_request_id="b1" request_id=9951 model="tiny" router_mode=RoundRobin worker_id=1473261346241495390 request.attempt=0"#
        #expect(log.feed(line) == [.served(AccessLine(ids: ["b1"], workers: ["1473261346241495390"], status: 200))])
    }

    @Test func aStreamThatMayNotMoveIsTold() {
        var log = DynamoLog()
        let line =
            #"2026-11-23T21:04:48.100580Z  WARN http-request: request_span: migration retries exhausted request.attempt=0 migration.is_retry=true migration.reason="disconnected" migration.from_worker_id=747149828865705879 migration.tokens_completed=20 method=POST x_request_id="l0-kill" request_id=9e26 model="tiny""#
        let refused = RouterLogLine.migrationRefused(request: "l0-kill", from: "747149828865705879", reason: "disconnected")
        #expect(log.feed(line) == [refused])
        #expect(log.feed("2026-11-23T21:04:48.100580Z " + line) == [refused], "behind the kubelet's time")
        #expect(log.read("Stack backtrace:\n   0: anyhow::x\n             at /x/y.rs:1") == Array(repeating: .routine, count: 3))
    }
}
