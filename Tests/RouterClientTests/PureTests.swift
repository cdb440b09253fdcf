import ClusterModel
import FailoverModel
@testable import RouterClient
import TestSupport
import Testing
import TrafficModel
import WireFormats


@Suite struct RouterTargetTests {
    @Test(arguments: [
        ("http://10.0.0.1:8000", "http://10.0.0.1:8000/health"),
        ("https://router.example/base//", "https://router.example/base/health"),
        ("http+unix://%2Frun%2Fx.sock/api/", "http+unix://%2Frun%2Fx.sock/api/health"),
    ])
    func addressesAreTaken(base: String, url: String) throws {
        #expect(try RouterTarget(base: base).url("/health") == url)
    }

    @Test(arguments: ["", "localhost:8000", "ftp://x", "http://", "http:///path", "http://a b/"])
    func othersAreRefused(base: String) {
        #expect(throws: RouterTargetError.notAnAddress(base)) { try RouterTarget(base: base) }
    }

    @Test(arguments: ["http://user:secret@h/", "http://h/?key=secret", "http://h/#x"])
    func secretsInAnAddressAreRefusedAndNotRepeated(base: String) {
        #expect(throws: RouterTargetError.moreThanAnAddress) { try RouterTarget(base: base) }
        #expect(!"\(RouterTargetError.moreThanAnAddress)".contains("secret"))
    }
}

@Suite struct SourceTrackerTests {
    private func at(_ seconds: Int) -> Moment { .zero + .seconds(seconds) }

    @Test func tellsOnlyChanges() {
        var tracker = SourceTracker(unreachableAfter: .seconds(5))
        #expect(tracker.began() == .connecting)
        #expect(tracker.failed(at: at(1), "x") == .unreachable(since: nil, reason: "x"))
        #expect(tracker.failed(at: at(2), "x") == nil)
        #expect(tracker.succeeded(at: at(3)) == .live)
        #expect(tracker.succeeded(at: at(4)) == nil)
        #expect(tracker.failed(at: at(6), "x") == .stale(since: at(4), reason: "x"))
        #expect(tracker.failed(at: at(9), "x") == nil)
        #expect(tracker.failed(at: at(10), "y") == .unreachable(since: at(4), reason: "y"))
        #expect(tracker.wasForbidden("f") == .forbidden("f"))
        #expect(tracker.succeeded(at: at(11)) == .live)
    }
}

@Suite struct WorkerFiguresTests {
    private func workers(_ page: String) -> [WorkerFigures] { WorkerFigures.all(in: PrometheusText(page.utf8)) }

    @Test func whatIsMissingIsNotZero() {
        let page = """
            vllm:num_requests_running{server="http://b:1"} 2
            vllm:num_requests_running{server="http://a:1"} 0
            vllm:num_requests_waiting{server="http://a:1"} NaN
            vllm:num_requests_running{engine="0"} 9
            vllm:current_qps{server="http://a:1"} 0.5
            vllm:request_errors_total{server="http://a:1",error_type="X"} 1
            vllm:request_errors_total{server="http://a:1",error_type="Y"} 2
            """
        #expect(
            workers(page) == [
                WorkerFigures(url: "http://a:1", running: 0, requestsPerSecond: 0.5, errors: 3),
                WorkerFigures(url: "http://b:1", running: 2),
            ])
    }

    @Test func workersThatTheRouterGaveUpAreLeftOut() {
        let page = """
            vllm:num_requests_running{server="http://gone:1"} 5
            vllm:num_requests_running{server="http://a:1"} 1
            vllm:healthy_pods_total{server="http://a:1"} 1
            vllm:healthy_pods_total{server="http://down:1"} 0
            """
        #expect(workers(page) == [WorkerFigures(url: "http://a:1", running: 1)])
    }

    @Test func otherRoutersAreRead() {
        let page =
            "smg_worker_requests_active{worker=\"http://a:1\"} 3\nvllm_router_running_requests{worker=\"http://b:1\"} 4\n"
        #expect(workers(page).map(\.running) == [3, 4])
    }
}

@Suite struct MetricsPageTests {
    private func page(_ router: String) throws -> PrometheusText {
        PrometheusText(try Fixture.data("routers/\(router).metrics"))
    }

    @Test func breakersAndHealthOfTheRustRouter() throws {
        let workers = WorkerFigures.all(in: try page("vllm-router"))
        #expect(workers.map(\.breaker) == [.open, .closed, .closed])
        #expect(workers.allSatisfy { $0.isHealthy == true && $0.running == nil })
        #expect(RouterCounters(try page("vllm-router")).retries == 8)
    }

    @Test func runningRequestsOfSglangRouter() throws {
        let workers = WorkerFigures.all(in: try page("sglang-router"))
        #expect(workers.map(\.running) == [0, 0, 0])
        #expect(workers.map(\.breaker) == [.closed, .closed, .closed])
    }

    @Test func migrationsAreCountedByTheirOutcome() throws {
        #expect(RouterCounters(try page("dynamo-frontend")).migrations == 2)
        let refused = PrometheusText(
            """
            dynamo_frontend_model_migration_duration_seconds_count{migration_type="ongoing_request",model="tiny",outcome="failure"} 1
            dynamo_frontend_model_migration_total{migration_type="ongoing_request",model="tiny"} 1
            """.utf8)
        #expect(RouterCounters(refused) == RouterCounters(failedMigrations: 1), "it rises where none is allowed")
    }

    @Test func anEngineTellsOfItself() {
        let pod = PodIdentity(name: "engine-0", uid: "u")
        let page = """
            vllm:num_requests_running{engine="0",model_name="m"} 2.0
            vllm:num_requests_running{engine="1",model_name="m"} 1.0
            vllm:generation_tokens_total{engine="0",model_name="m"} 1234.0
            """
        #expect(EngineFigures(PrometheusText(page.utf8), of: pod) == EngineFigures(pod: pod, running: 3, generatedTokens: 1234, model: "m"))
    }
}

@Suite struct RouterLogReaderTests {
    @Test func readsARecordedLog() throws {
        var reader = RouterLogReader(routerPod: "router-0")
        let lines = try Fixture.text("routers/production-stack-kubernetes.log").split(separator: "\n")
        let entries = lines.flatMap { reader.read(String($0)) } + reader.finish()
        #expect(entries.allSatisfy { $0.routerPod == "router-0" })
        #expect(entries.count == 1 + 311 + 7 + 7 + 12 + 3)
        #expect(entries.first?.message == .recognised(.productionStack))
        #expect(
            entries.dropFirst().first?.message
                == .engineDiscovered(pod: "vllm-opt125m-deployment-vllm-569b694564-4psb7", ip: "127.0.1.13"))
    }

    /// Whatever its container makes of it.
    @Test(arguments: [
        ("vllm-router.log", RouterDialect.vllmRouter), ("sglang-router.log", .sglangRouter), ("dynamo-frontend.log", .dynamo),
    ])
    func theLinesTellTheDialect(file: String, dialect: RouterDialect) throws {
        var reader = RouterLogReader(routerPod: "r", dialect: .productionStack)
        let entries = try Fixture.text("routers/\(file)").split(separator: "\n").flatMap { reader.read(String($0)) }
        let recognised = entries.compactMap { if case .recognised(let found) = $0.message { found } else { nil } }
        #expect(recognised == [dialect])
    }

    @Test func patternsOfTheOperatorsOwnAreKept() throws {
        let pattern = try #require(LogPattern("to {worker} for {session};"))
        var reader = RouterLogReader(routerPod: "r", patterns: [pattern])
        let first = reader.read("to http://h:1 for 9999;").map(\.message)
        #expect(first == [.recognised(.custom), .sessionRouted(session: "9999", worker: "http://h:1")])
        #expect(reader.read("2026-11-23 20:33:33  INFO vllm_router_rs::x: x").map(\.message) == [.unknown(lines: 1)])
    }

    @Test func unknownLinesAreCountedAndToldSparingly() {
        var reader = RouterLogReader(routerPod: "r")
        let entries = (0..<5000).flatMap { _ in reader.read("what is this") } + reader.finish()
        let counts = entries.map { if case .unknown(let lines) = $0.message { lines } else { -1 } }
        #expect(counts.prefix(4) == [1, 2, 4, 8])
        #expect(counts.reduce(0, +) == 5000)
        #expect(counts.count < 20)
    }
}
