import Foundation
import TestSupport
import Testing

@testable import DemoCluster

@Suite(.timeLimit(.minutes(1)))
struct RouterWorkloadTests {
    private static let session = ["--routing-logic", "session", "--session-key", "x-user-id"]

    @Test func sessionsStayAndOnlyThoseOfALeavingEngineMove() async throws {
        try await RouterTestCluster.run(subnet: 10, arguments: Self.session) { cluster in
            var homes: [String: String] = [:]
            for number in 1...24 { homes["u\(number)"] = try await cluster.home(of: "u\(number)") }
            #expect(Set(homes.values).count == 3)
            for (user, home) in homes { #expect(try await cluster.home(of: user) == home) }

            let gone = PodEvent.ready("engine-0", cluster.engineIPs[0])
            cluster.bench.show(gone.with { $0.isTerminating = true })
            try await expectEventually("gone") {
                cluster.bench.plainLines.contains { $0.contains("Serving engine engine-0 is deleted") }
            }
            #expect(
                cluster.bench.plainLines.contains {
                    $0.contains("Pod engine-0 has ready containers but is terminating - marking as unavailable")
                })
            for (user, home) in homes {
                let now = try await cluster.home(of: user)
                #expect(now != cluster.engineIPs[0])
                if home != cluster.engineIPs[0] { #expect(now == home) }
            }
            let metrics = try await Fetch.get(cluster.routerIP, "/metrics").text
            #expect(!metrics.contains("vllm:healthy_pods_total{server=\"http://\(cluster.engineIPs[0]):8000\"}"))
        }
    }

    @Test func linesHaveTheShapesOfARealRouter() async throws {
        try await RouterTestCluster.run(subnet: 11, arguments: Self.session) { cluster in
            let answer = try await Fetch.post(
                cluster.routerIP, "/v1/chat/completions", cluster.body(2), ["x-user-id": "9999", "X-Request-Id": "rq1"])
            #expect(answer.headers["x-request-id"] == "rq1")
            #expect(answer.headers["server"] == "uvicorn")
            #expect(answer.headers["content-type"] == "text/event-stream; charset=utf-8")
            #expect(answer.headers["transfer-encoding"] == "chunked")
            cluster.bench.show(PodEvent.ready("engine-1", cluster.engineIPs[1]).with { $0.isTerminating = true })
            try await expectEventually("deleted") { cluster.bench.lines.contains { $0.contains("is deleted") } }
            let recorded = try Fixture.text("routers/production-stack-kubernetes.log").components(separatedBy: "\n")
            for part in [
                "was rewritten", "Routing request", "Found models", "Discovered new", "marking as", "is deleted",
                "POST /v1",
            ] {
                let mine = try #require(cluster.bench.lines.first { $0.contains(part) }, "\(part)")
                let theirs = try #require(recorded.first { $0.contains(part) })
                #expect(Self.shape(mine) == Self.shape(theirs), "\(part)")
            }
        }
    }

    /// A line with everything replaced that differs from request to request.
    private static func shape(_ line: String) -> String {
        var line = line
        for (pattern, name) in [
            (#"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}"#, "TIME"), (#"127\.\d+\.\d+\.\d+(:\d+)?"#, "ADDRESS"),
            (#"at \d{10}\.\d{6,7}"#, "at SECONDS"), (#"time = \d\.\d{4}"#, "time = TIME"),
            (#"request [0-9a-z-]+ with"#, "request ID with"),
            (#"(engine|Pod|engine) [a-z0-9-]+ (at|has|is)"#, "$1 NAME $2"),
        ] {
            line = line.replacingOccurrences(of: pattern, with: name, options: .regularExpression)
        }
        return line
    }

    @Test func aDeathMidStreamEndsTheClientWithoutTerminator() async throws {
        try await RouterTestCluster.run(subnet: 12, arguments: Self.session, tokensPerSecond: 100) { cluster in
            let exchange = try await cluster.streamOverDeath(
                "/v1/chat/completions", cluster.body(1000), id: "d1", after: 15)
            #expect(exchange.endedByFIN)
            #expect(exchange.text.hasSuffix("}\n\n\r\n"))
            #expect(!exchange.text.contains("[DONE]") && !exchange.text.contains("\r\n0\r\n\r\n"))
            let home = try #require(cluster.routes(of: "d1").last)
            try await expectEventually("traceback") {
                cluster.bench.lines.last?.hasPrefix("aiohttp.client_exceptions.ClientPayloadError: ") == true
            }
            let recorded = try Fixture.text("routers/production-stack-kubernetes.log").components(separatedBy: "\n")
            let start = try #require(recorded.firstIndex(of: "ERROR:    Exception in ASGI application"))
            let end = try #require(recorded.firstIndex { $0.hasPrefix("aiohttp.client_exceptions.ClientPayloadError") })
            #expect(Array(cluster.bench.lines.suffix(end - start + 1)) == Array(recorded[start...end]))

            // Until the pod is taken out, the session meets a refused connection.
            let next = try await Fetch.post(
                cluster.routerIP, "/v1/chat/completions", cluster.body(1), ["x-user-id": "s1", "X-Request-Id": "d2"])
            #expect(next.status == 500)
            #expect(next.text == "Internal Server Error")
            #expect(next.headers["x-request-id"] == nil)
            let warning =
                "WARNING: Request d2 failed on http://\(home):8000 (attempt 1/1): Cannot connect to host "
                + "\(home):8000 ssl:default [Connect call failed ('\(home)', 8000)]"
            #expect(cluster.bench.plainLines.contains { $0.contains(warning) })

            // The gauges leak, the errors are counted.
            let metrics = try await Fetch.get(cluster.routerIP, "/metrics").text
            let server = "server=\"http://\(home):8000\""
            #expect(metrics.contains("vllm:num_requests_running{\(server)} 2.0\n"))
            #expect(metrics.contains("vllm:num_decoding_requests{\(server)} 1.0\n"))
            let errors =
                "vllm:request_errors_total{error_type=\"ClientPayloadError\",model=\"facebook/opt-125m\",\(server)} 1.0"
            #expect(metrics.contains(errors))
        }
    }

    @Test func everyMetricNameOfARealRouterIsThere() async throws {
        try await RouterTestCluster.run(subnet: 13, arguments: Self.session) { cluster in
            _ = try await cluster.home(of: "s1")
            let recorded = try Fixture.text("routers/production-stack.metrics")
            func names(_ text: String) -> Set<String> {
                Set(text.split(separator: "\n").filter { $0.hasPrefix("# TYPE vllm:") }.map(String.init))
            }
            let mine = names(try await Fetch.get(cluster.routerIP, "/metrics").text)
            let theirs = names(recorded).filter { !$0.contains("_created ") && !$0.contains("put_tokens") }
            #expect(theirs.count > 12)
            #expect(theirs.subtracting(mine).isEmpty)
        }
    }

    @Test func withoutASessionRequestsSpread() async throws {
        try await RouterTestCluster.run(subnet: 14, arguments: Self.session) { cluster in
            var homes: Set<String> = []
            for number in 1...3 {
                _ = try await Fetch.post(
                    cluster.routerIP, "/v1/chat/completions", cluster.body(1), ["X-Request-Id": "n\(number)"])
                homes.formUnion(cluster.routes(of: "n\(number)"))
            }
            #expect(homes.count == 3)
            #expect(cluster.bench.lines.contains { $0.contains("Routing request n1 with session id None to ") })
        }
    }

    @Test func roundRobinTakesTurnsAndAnIdIsInvented() async throws {
        try await RouterTestCluster.run(subnet: 15, arguments: ["--routing-logic=roundrobin"]) { cluster in
            var homes: [String] = []
            for _ in 1...6 {
                let answer = try await Fetch.post(cluster.routerIP, "/v1/chat/completions", cluster.body(1))
                let id = try #require(answer.headers["x-request-id"])
                #expect(UUID(uuidString: id) != nil)
                #expect(try StreamEvents(answer.text).ids == ["chatcmpl-\(id)"])
                homes += cluster.routes(of: id)
            }
            #expect(Set(homes).count == 3)
            #expect(Array(homes[0..<3]) == Array(homes[3..<6]))
        }
    }

    @Test func endpointsAndRefusalsAnswerAsMeasured() async throws {
        let bench = WorkloadTestBench()
        let router = try RouterWorkload(context: bench.context("router", ip: "127.78.16.100", arguments: Self.session))
        try await router.start()
        #expect(try await Fetch.get("127.78.16.100", "/health").text == "{\"status\":\"healthy\"}")
        #expect(try await Fetch.get("127.78.16.100", "/engines").text == "[]")
        let body = "{\"model\":\"nope\",\"messages\":[]}"
        let unknown = try await Fetch.post("127.78.16.100", "/v1/chat/completions", body, ["X-Request-Id": "q"])
        #expect(unknown.status == 404)
        #expect(
            unknown.text == "{\"error\":\"Model 'nope' not found. Available models can be listed at /v1/models.\"}")
        #expect(unknown.headers["x-request-id"] == "q")
        #expect(try await Fetch.post("127.78.16.100", "/v1/chat/completions", "{").status == 400)
        await router.kill()
        #expect(RouterWorkload.engineID("python.org") == "886313e1-3b8a-5372-9b90-0c9aee199e5d")
    }

    @Test func aModelWhoseEnginesAreGoneIsUnavailable() async throws {
        try await RouterTestCluster.run(subnet: 17, arguments: Self.session) { cluster in
            let engines = try await Fetch.get(cluster.routerIP, "/engines").text
            #expect(engines.contains("\"engine_id\":\"\(RouterWorkload.engineID("engine-2"))\""))
            for index in 0..<3 {
                cluster.bench.show(
                    PodEvent.ready("engine-\(index)", cluster.engineIPs[index]).with {
                        if index == 0 { $0.isRemoved = true } else { $0.isReady = false }
                    })
            }
            try await expectEventually("all gone") { try await Fetch.get(cluster.routerIP, "/engines").text == "[]" }
            let answer = try await Fetch.post(cluster.routerIP, "/v1/chat/completions", cluster.body(1))
            #expect(answer.status == 503)
            #expect(answer.text.contains("is temporarily unavailable. Please try again later."))
            cluster.bench.show(.ready("engine-1", cluster.engineIPs[1]))
            try await expectEventually("back") { try await Fetch.get(cluster.routerIP, "/engines").text != "[]" }
            #expect(try await cluster.home(of: "s") == cluster.engineIPs[1])
        }
    }

    @Test func bodyAndHeadersReachTheEngineUntouched() async throws {
        let seen = Latch<(String, [String: String])>()
        let stub = ProcessServer(host: "127.78.18.1")
        try await stub.start(respond: { request, _ in
            if request.uri.path == "/v1/models" { return .json("{\"data\":[{\"id\":\"m\"}]}") }
            let body = try await request.body.collect(upTo: 1 << 20)
            let headers = request.headers.map { ($0.name.canonicalName, $0.value) }
            seen.set((String(buffer: body), Dictionary(headers, uniquingKeysWith: { $1 })))
            return .json("{}")
        })
        let bench = WorkloadTestBench()
        bench.show(.ready("stub", "127.78.18.1"))
        let router = try RouterWorkload(context: bench.context("router", ip: "127.78.18.100", arguments: Self.session))
        try await router.start()
        try await expectEventually("found") { bench.lines.contains { $0.contains("Discovered") } }
        let body = "{ \"zeta\":1.50, \"model\" : \"m\",\n \"x-user-id\":\"in-body\",\"ünknown\":[null, 1e3] }"
        let answer = try await Fetch.post(
            "127.78.18.100", "/v1/completions", body, ["Authorization": "Bearer t", "X-Custom": "c"])
        #expect(answer.status == 200)
        let (arrived, headers) = await seen.wait()
        #expect(arrived == body)
        #expect(headers["authorization"] == "Bearer t" && headers["x-custom"] == "c")
        #expect(headers["x-request-id"] == answer.headers["x-request-id"])
        #expect(bench.lines.contains { $0.contains("with session id in-body to") })
        await router.kill()
        await stub.end(code: 0)
    }

    @Test func argumentsAreReadAndBadOnesExplained() throws {
        let read = try RouterArguments([
            "--routing-logic=session", "--session-key", "X-Key", "--port", "8001", "--k8s-label-selector", "a=b",
            "--max-instance-failover-reroute-attempts", "2", "--resume-in-router",
        ])
        #expect(read.routing == .session && read.sessionKey == "X-Key" && read.labelSelector == "a=b")
        #expect(read.reroutes == 2 && read.resumes && read.port == 8001)
        #expect(throws: RouterArguments.Refused(description: "--routing-logic magic: choose session or roundrobin")) {
            try RouterArguments(["--routing-logic", "magic"])
        }
        #expect(throws: RouterArguments.Refused.self) { try RouterArguments(["--session-key"]) }
        #expect(throws: RouterArguments.Refused.self) { try RouterArguments(["--port", "http"]) }
        #expect(try RouterArguments(["--routing-logic", "roundrobin", "--session-key", "x"]).sessionKey == nil)
        #expect(throws: RouterArguments.Refused.self) {
            try RouterArguments(["--max-instance-failover-reroute-attempts", "-1"])
        }
    }
}
