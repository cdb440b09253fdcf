import TestSupport
import Testing
import WireFormats

/// Routers of other versions than those that were recorded, and other kinds of their lines.
struct OtherVersionTests {
    private static func news(_ file: String, _ log: some RouterLogFormat) throws -> [RouterLogLine] {
        var log = log
        let lines = log.read(try Fixture.text("cases/routerlog-\(file).txt"))
        #expect(!lines.dropFirst().contains(.unknown))
        return lines.filter(\.isNews)
    }

    @Test func anOldProductionStackTellsNoSession() throws {
        #expect(
            try Self.news("old_router", ProductionStackLog()) == [
                .routed(request: "failtop-1", session: nil, worker: "http://10.9.1.11:8000", attempt: 1)
            ])
    }

    @Test func whoDecodesServesAndWhoReadsThePromptIsTold() throws {
        let prefill = RouterLogLine.prefilled(request: "failtop-1", worker: "http://10.9.1.11:8000")
        let decode = RouterLogLine.routed(request: "failtop-1", session: nil, worker: "http://10.9.1.12:8000", attempt: 1)
        #expect(try Self.news("pd_orchestrated", ProductionStackLog()) == [prefill, decode, prefill, decode])
    }

    @Test func sglangBeforeItsModulesWereRenamed() throws {
        #expect(
            try Self.news("sglang_old", SGLangRouterLog()) == [
                .discovered(pod: "vllm-deployment-vllm-7f-aaaaa", ip: "10.9.1.11"), .breakerChanged(from: "closed", to: "open"),
            ])
        let signatures = try Fixture.text("cases/routerlog-sglang_old.txt").split(separator: "\n").compactMap { RouterLogSignature.of(String($0)) }
        #expect(signatures.first == .sglangRouter && signatures.allSatisfy { $0 == .sglangRouter })
    }

    @Test(arguments: [
        "Discovered new serving engine engine-0 at 10.0.0.1, running model: m", "Discovered new serving engine engine-0 at 10.0.0.1, running models: ['m']",
        "Discovered new serving engine engine-0 at 10.0.0.1",
    ])
    func discoveriesOfAllVersions(message: String) {
        var log = ProductionStackLog()
        #expect(log.feed("[2026-11-26 18:06:09,900] INFO: \(message) (service_discovery.py:1:x)") == [.discovered(pod: "engine-0", ip: "10.0.0.1")])
    }

    @Test func aRoutingLineThatDoesNotFitSaysSo() {
        var stack = ProductionStackLog()
        let strange = "Routing request r1 towards http://h:1 by magic"
        #expect(stack.feed("[2026-11-26 18:06:09,900] INFO: \(strange) (request.py:1:x)") == [.notUnderstood(strange)])
        #expect(stack.feed("[2026-11-26 18:06:09,900] INFO: [r1] Decode endpoint: engine-0 (request.py:1:x)") == [.notUnderstood("[r1] Decode endpoint: engine-0")])
        var rust = VLLMRouterLog()
        let line = "Consistent hash routing: session s1 to worker 3"
        #expect(rust.feed("2026-11-26 18:06:15  INFO vllm_router_rs::policies: src/p.rs:1: \(line)") == [.notUnderstood(line)])
    }
}
