import TestSupport
import Testing

/// The real `sglang-router` in front of the demo's engines.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(4)))
struct SGLangRouterTests {
    @Test func thePageSaysWhatHappens() async throws {
        try await RouterPage.shared.expect(try await RouterTable.lines(of: .sglang), of: .sglang)
    }

    @Test func sglangRouterIsSeenThroughTheEngines() async throws {
        let test = try await RecordedTest.of(.sglang, kill: "now")
        #expect(test.state.router.dialect == .sglangRouter)
        #expect(test.broken?.request.sessionHeader == "X-SMG-Routing-Key")
        #expect(test.broken?.routes.first?.evidence == .tokens, "\(test.progress)")
        #expect(test.broken?.outcome.word == "truncated")
        #expect(test.report.verdict == .fail && test.exitCode == 1)
    }

    @Test func aRouterThatIsNotInstalledIsSaid() async throws {
        let outcome = try await Program.run(
            Program.failtop, ["demo", "--router", "sglang-router", "--headless"],
            environment: ["FAILTOP_SGLANG_ROUTER": "/nowhere/sglang-router"])
        #expect(outcome.exitCode == 2)
        #expect(outcome.error.contains("FAILTOP_SGLANG_ROUTER"))
    }
}
