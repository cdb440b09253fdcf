import TestSupport
import Testing
import WireFormats

@Suite struct ProductionStackLogTests {
    private func read(_ text: String) -> [RouterLogLine] {
        var log = ProductionStackLog()
        return log.read(text)
    }

    private static func short(_ line: RouterLogLine) -> String? {
        switch line {
        case .routed(let request, let session, let worker, let attempt):
            "R \(request.prefix(4)) \(session ?? "-") \(worker) \(attempt)"
        case .attemptFailed(let request, let worker, let attempt, _): "F \(request) \(worker) \(attempt)"
        case .deleted(let pod): "X \(pod.suffix(5))"
        case .terminating(let pod): "T \(pod.suffix(5))"
        case .streamBroke: "B"
        default: nil
        }
    }

    /// Its server's own lines, which name no request.
    @Test func whoGotAnErrorIsTold() {
        let post = #"127.0.0.1:49286 - \"POST /v1/chat/completions HTTP/1.1\" 503"#
        let json = #"{"timestamp": "t", "level": "INFO", "logger": "uvicorn.access", "message": "\#(post)", "filename": "h11_impl.py", "lineno": 473}"#
        for (line, status) in [
            ("INFO:     127.0.0.1:49286 - \"POST /v1/chat/completions HTTP/1.1\" 503 Service Unavailable", 503), (json, 503),
            ("INFO:     127.0.0.1:49286 - \"POST /v1/completions HTTP/1.1\" 500 Internal Server Error", 500),
            ("INFO:     127.0.0.1:49286 - \"POST /v1/chat/completions HTTP/1.1\" 200 OK", nil),
            // The client's own fault.
            ("INFO:     127.0.0.1:49286 - \"POST /v1/chat/completions HTTP/1.1\" 400 Bad Request", nil),
            ("INFO:     127.0.0.1:49286 - \"GET /health HTTP/1.1\" 503 Service Unavailable", nil),
        ] {
            var log = ProductionStackLog()
            #expect(log.feed(line) == [status.map { .refused(status: $0) } ?? .routine], "\(line)")
        }
    }

    @Test func readsARecordedLogOfAClusterInOrder() throws {
        let lines = read(try Fixture.text("routers/production-stack-kubernetes.log"))
        #expect(
            lines.compactMap(Self.short) == [
                "R 3100 9999 http://127.0.1.14:8000 1", "R 1ae8 9999 http://127.0.1.14:8000 1",
                "T 8wt2h", "X 8wt2h", "B", "R a770 9999 http://127.0.1.13:8000 1",
                "R d41d 9999 http://127.0.1.13:8000 1",
                "T 4psb7", "X 4psb7", "B", "T 4psb7", "R 82e6 9999 http://127.0.1.15:8000 1",
                "R 3c1e 9999 http://127.0.1.17:8000 1",
                "T lr8c7", "X lr8c7", "B", "T lr8c7", "R 84e4 9999 http://127.0.1.15:8000 1",
                "T cn9tb", "X cn9tb", "T grmzh", "X grmzh", "T grmzh", "T mw9z6", "X mw9z6", "T mw9z6",
                "T pkgxl", "X pkgxl", "T pkgxl",
            ])
        let discovered = lines.filter { if case .discovered = $0 { true } else { false } }
        #expect(discovered.count == 311)
        #expect(
            discovered.first == .discovered(pod: "vllm-opt125m-deployment-vllm-569b694564-4psb7", ip: "127.0.1.13"))
        #expect(lines.filter { $0 == .unknown }.isEmpty)
        let expected =
            "ClientPayloadError: Response payload is not completed: <TransferEncodingError: 400, "
            + "message='Not enough data to satisfy transfer length header.'>"
        #expect(lines.filter { $0 == .streamBroke(expected) }.count == 3)
    }

    @Test func readsARecordedLogWithoutCluster() throws {
        let lines = read(try Fixture.text("routers/production-stack-static.log"))
        #expect(lines.compactMap(Self.short) == ["R ac89 s1 http://127.0.0.11:8000 1"])
        #expect(lines.filter { $0 == .unknown }.isEmpty)
    }

    private static let info = "\u{1B}[32;20m[2026-11-23 20:06:00,213] INFO:\u{1B}[0m "
    private static let place = " \u{1B}[3m(request.py:600:vllm_router.services.request_service.request)\u{1B}[0m"

    @Test(arguments: [
        (
            info + "Routing request r1 with session id None to http://h:1 at 1795464360.2, process time = 0.0015"
                + place,
            RouterLogLine.routed(request: "r1", session: nil, worker: "http://h:1", attempt: 1)
        ),
        (
            info + "Routing request r1 with session id a to b at c to http://h:1 at 17.2, process time = 0.0015"
                + place,
            .routed(request: "r1", session: "a to b at c", worker: "http://h:1", attempt: 1)
        ),
        (
            info + "Routing request fo1 to http://127.0.0.13:8000 (attempt 2/3)" + place,
            .routed(request: "fo1", session: nil, worker: "http://127.0.0.13:8000", attempt: 2)
        ),
        (
            "2026-11-23T20:07:27.425123Z \u{1B}[33;20m[2026-11-23 20:07:27,425] WARNING:\u{1B}[0m Request fo1 failed on "
                + "http://127.0.0.11:8000 (attempt 1/3): Cannot connect to host 127.0.0.11:8000 ssl:default "
                + "[Connect call failed ('127.0.0.11', 8000)]" + place,
            .attemptFailed(
                request: "fo1", worker: "http://127.0.0.11:8000", attempt: 1,
                problem: "Cannot connect to host 127.0.0.11:8000 ssl:default "
                    + "[Connect call failed ('127.0.0.11', 8000)]")
        ),
        (
            #"{"timestamp": "2026-11-23 20:08:34,152", "level": "INFO", "logger": "x", "message": "Routing request js1 with session id s\u00fc\ud83d\ude00 to http://h:1 at 1795464514.152086, process time = 0.0018", "filename": "request.py", "lineno": 600}"#,
            .routed(request: "js1", session: "sü😀", worker: "http://h:1", attempt: 1)
        ),
        (
            #"{"timestamp": "t", "level": "INFO", "logger": "uvicorn.access", "message": "127.0.0.1:60868 - \"POST /v1/chat/completions HTTP/1.1\" 200", "filename": "h11_impl.py", "lineno": 473}"#,
            .routine
        ),
        (
            #"{"timestamp": "t", "level": "ERROR", "message": "Exception in ASGI application\n", "extra": {"a": [1, "}"]}, "exception": "Traceback\n  File x\naiohttp.client_exceptions.ClientPayloadError: not completed"}"#,
            .streamBroke("ClientPayloadError: not completed")
        ),
        (info + "Routing request dbg1 for model: fake/model" + place, .routine),
        (info + "Pod p is doing something new" + place, .unknown),
        ("INFO:     127.0.0.1:44456 - \"GET /health HTTP/1.1\" 200 OK", .routine),
        ("some other program", .unknown),
        ("{\"level\": \"INFO\", \"message\": \"cut", .unknown),
    ])
    func readsALine(line: String, expected: RouterLogLine) {
        #expect(read(line) == [expected])
    }

    private static let opening = "ERROR:    Exception in ASGI application\nTraceback (most recent call last):\n"

    @Test func aTracebackOfAnotherKindIsNoBrokenStream() {
        let text = Self.opening + "  File \"x\"\naiohttp.client_exceptions.ClientConnectorError: Cannot connect\n"
        #expect(read(text).allSatisfy { $0 == .routine })
    }

    @Test func aTracebackMixedWithOtherLinesIsOneBreak() {
        let access = "INFO:     127.0.0.1:0 - \"GET /health HTTP/1.1\" 200 OK\n"
        let text =
            Self.opening + "  File \"x\"\n" + Self.info + "Scraping metrics from 3 serving engine(s)\n"
            + "aiohttp.client_exceptions.ClientPayloadError: gone\n" + access
        #expect(read(text).filter { $0 != .routine } == [.streamBroke("ClientPayloadError: gone")])
    }

    @Test func aTracebackThatIsCutStillTellsTheBreak() {
        let text = Self.opening + "aiohttp.http_exceptions.TransferEncodingError: 400, message:\n  Not enough data\n"
        #expect(read(text).last == .streamBroke("TransferEncodingError: 400, message:"))
    }
}
