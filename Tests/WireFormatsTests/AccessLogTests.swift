import TestSupport
import Testing
import WireFormats

/// Access logs of real gateways whose engine was killed: each line by its own times, each flag as a cause.
struct AccessLogTests {
    private static func lines(_ file: String, _ log: some RouterLogFormat) throws -> [RouterLogLine] {
        var log = log
        return log.read(try Fixture.text("gateways/\(file)"))
    }

    private static func served(_ lines: [RouterLogLine]) -> [AccessLine] {
        lines.compactMap { if case .served(let line) = $0 { line } else { nil } }
    }

    private static func ends(_ lines: [AccessLine]) -> [AccessLine.End?: Int] { Dictionary(grouping: lines, by: \.end).mapValues(\.count) }

    @Test(arguments: ["envoy-text.log", "envoy-istio.log", "envoy-gateway.jsonl"])
    func envoyTellsTheSameInEachForm(file: String) throws {
        let lines = try Self.lines(file, EnvoyLog())
        #expect(!lines.contains(.unknown))
        let served = Self.served(lines)
        #expect(Self.ends(served) == [nil: 48, .engineUnreachable: 21, .engineDied: 4])
        let killed = try #require(served.first { $0.ids == ["kill-10000-h1"] })
        #expect(killed.workers == ["127.0.20.2:8000"] && killed.status == 200 && killed.isOver && !killed.isLocalTime)
        #expect(killed.began == 1_795_714_508.702 && killed.lasted == 2.019)
        #expect(killed.words.hasPrefix("UPE"))
    }

    @Test func periodicLinesNameTheWorkerBeforeTheEnd() throws {
        let lines = try Self.lines("envoy-periodic.jsonl", EnvoyLog())
        let killed = Self.served(lines).filter { $0.ids == ["kill-10007-h1"] }
        #expect(killed.map(\.isOver) == [false, false, false, true])
        #expect(killed.map(\.workers) == [[], ["127.0.20.2:8000"], ["127.0.20.2:8000"], ["127.0.20.2:8000"]])
        #expect(killed.map(\.end) == [nil, nil, nil, .engineDied] && killed.last?.session == "9999")
    }

    @Test func envoysFlagsAreCauses() throws {
        let ends = Self.ends(Self.served(try Self.lines("envoy-ends.log", EnvoyLog())))
        #expect(ends == [nil: 32, .engineUnreachable: 22, .clientLeft: 17, .engineDied: 4, .timeLimit: 2, .noneLeft: 2])
    }

    @Test(arguments: [
        ("haproxy-2.6.log", [nil: 243, .engineUnreachable: 22, .engineDied: 20, .clientLeft: 8] as [AccessLine.End?: Int]),
        ("haproxy-2.8.log", [nil: 8, .engineDied: 4]),
    ])
    func haproxyTellsWhoEndedARequest(file: String, ends: [AccessLine.End?: Int]) throws {
        let lines = try Self.lines(file, HAProxyLog())
        #expect(!lines.contains(.unknown))
        let served = Self.served(lines)
        // Lines of `option logasap` are no ends.
        var found = Self.ends(served)
        let early = served.count { !$0.isOver }
        #expect(served.filter { !$0.isOver }.allSatisfy { $0.end == nil })
        found[nil, default: 0] -= early
        var expected = ends
        if file == "haproxy-2.6.log" {
            #expect(early == 47)
            expected = [nil: 198, .engineUnreachable: 20, .engineDied: 20, .clientLeft: 8]
        }
        #expect(found == expected)
        #expect(!served.contains { !$0.isLocalTime })
    }

    @Test func haproxyNamesTheServerAndWhatIsCaptured() throws {
        let served = Self.served(try Self.lines("haproxy-2.6.log", HAProxyLog()))
        let killed = try #require(served.first { $0.ids.first == "kill-ha-12000-h1" })
        #expect(killed.ids == ["kill-ha-12000-h1", "9999"] && killed.workers == ["e1"] && killed.words == "SD--")
        #expect(killed.began == 1_795_715_056.592 && killed.lasted == 2.045)
        var log = HAProxyLog()
        let none = "<134>Nov 26 18:02:41 h haproxy[1]: 10.0.0.1:1 [26/Nov/2026:18:02:41.144] f b/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 {r1} \"POST /v1/chat/completions HTTP/1.1\""
        #expect(Self.served(log.feed(none)) == [
            AccessLine(ids: ["r1"], status: 503, began: 1_795_716_161.144, isLocalTime: true, lasted: 0, end: .noneLeft, words: "SC--")
        ])
        #expect(log.feed("Server b_hash/e1 is DOWN, reason: Layer4 connection problem") == [.deleted(pod: "e1")])
    }

    @Test(arguments: [
        ("{|rq-5}", ["", "rq-5"]), ("{s|rq-5}", ["s", "rq-5"]), ("{s|} {x}", ["s", "", "x"]), ("{|}", []), ("{}", []),
    ])
    func emptyCapturesKeepTheirPlace(captures: String, ids: [String]) {
        var log = HAProxyLog()
        let line = "10.0.0.1:1 [26/Nov/2026:18:02:41.144] f b/e1 0/0/0/102/2210 200 5694 - - ---- 1/1/0/0/0 0/0 \(captures) \"POST /v1/chat/completions HTTP/1.1\""
        #expect(Self.served(log.feed(line)).map(\.ids) == [ids])
    }

    @Test(arguments: ["inf", "-inf", "nan", "1e300", "-5"]) func whatNoRequestTakesIsUnknown(number: String) {
        var (envoy, haproxy, nginx) = (EnvoyLog(), HAProxyLog(), NginxLog())
        let post = "\"POST /v1/chat/completions HTTP/1.1\""
        let json = #"{"upstream_host":"a","response_flags":"-","duration":"\#(number)"}"#
        let text = "[2026-11-26T17:35:08.702Z] \(post) 200 UPE 150 4909 \(number) 100 \"-\" \"raw/1\" \"k\" \"127.0.0.1:1\" \"127.0.20.2:8000\""
        #expect(Self.served(envoy.feed(json) + envoy.feed(text)).map(\.lasted) == [nil, nil])
        // Below nothing HAProxy writes what it does not know.
        let haproxys = haproxy.feed("10.0.0.1:1 [26/Nov/2026:18:02:41.144] f b/e1 0/0/0/102/\(number) 200 5 - - ---- 1/1/0/0/0 0/0 \(post)")
        #expect(Self.served(haproxys).map { $0.lasted ?? 0 } == [0])
        let nginxs = nginx.feed(
            "127.0.0.1 - - [26/Nov/2026:17:47:01 +0000] \(post) 200 5099 \"-\" \"raw/1\" 332 \(number) [d] [] 127.0.20.2:8000 5099 2.007 200 k")
        #expect(Self.served(nginxs).map { [$0.lasted, $0.began] } == [[nil, nil]])
    }

    @Test func nginxListsWhatItTried() throws {
        let lines = try Self.lines("nginx-ingress.log", NginxLog())
        #expect(!lines.contains(.unknown))
        let served = Self.served(lines)
        let retried = try #require(served.first { $0.ids == ["kill-ng-p1-13000"] })
        #expect(retried.workers == ["127.0.20.2:8000", "127.0.20.3:8000"] && retried.end == nil && !retried.isLocalTime)
        #expect(retried.began.map { abs($0 - 1_795_715_220.795) < 0.001 } == true, "its time is that of the end")
        let combined = try Self.lines("nginx-combined.log", NginxLog())
        #expect(combined.allSatisfy { $0 == .routine })
        let errors = try Self.lines("nginx-error.log", NginxLog())
        #expect(errors.contains(.workerFailed(worker: "http://127.0.20.2:8000/v1/chat/completions", problem: "connect() failed (111: Connection refused) while connecting to upstream")))
        #expect(errors.contains { if case .streamBroke = $0 { true } else { false } })
    }

    @Test(arguments: [
        ("envoy-text.log", RouterLogSignature.envoy), ("envoy-istio.log", .envoy), ("envoy-gateway.jsonl", .envoy), ("envoy-periodic.jsonl", .envoy),
        ("haproxy-2.6.log", .haproxy), ("haproxy-2.8.log", .haproxy), ("nginx-ingress.log", .nginx),
    ])
    func theFirstLinesTellWhichGateway(file: String, expected: RouterLogSignature) throws {
        let found = try Fixture.text("gateways/\(file)").split(separator: "\n").compactMap { RouterLogSignature.of(String($0)) }
        #expect(found.first == expected && found.allSatisfy { $0 == expected })
    }

    @Test(arguments: [
        ("x-upstream-host", "127.0.20.2:8000", ["127.0.20.2:8000"]),
        ("x-litellm-model-api-base", "http://127.0.20.3:8000/v1", ["127.0.20.3:8000"]),
        ("set-cookie", "sess=\"Cg8xMjcuMC4yMC4yOjgwMDAQ/uih2AY=\"; HttpOnly", ["127.0.20.2:8000"]),
        ("x-session-state", "MTI3LjAuMjAuMzo4MDAw", ["127.0.20.3:8000"]),
        ("x-session-token", "ZGVmYXVsdC92bGxtLW9wdDEyNW0tMA", ["vllm-opt125m-0"]),
        ("target-pod", "vllm-opt125m-5b4cd69668-abcde", ["vllm-opt125m-5b4cd69668-abcde"]),
        ("x-pod", "[fd00::7]:8000", ["[fd00::7]:8000"]),
        ("x-id", "2fefb751-c409-466e-b166-75d5bbaf0842", []), ("x-secret", "Zm9vYmFyYmF6cXV4 hunter2 A-b_C", []), ("x-no", "1.2.3 999.1.1.1:80", []),
    ])
    func headersHoldNames(header: String, value: String, names: [String]) {
        #expect(WorkerNames.names(in: value) == names, "\(header)")
    }
}
