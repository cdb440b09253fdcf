import Testing

@testable import failtop

/// The scenario's world, and the options that win over it.
struct DemoOptionsTests {
    @Test func optionsWinOverTheScenario() throws {
        let plain = try DemoOptions.parse([]).configuration
        #expect(plain.engines == 3 && plain.sessions == 8 && plain.startupDelay == .seconds(8))
        let scenario = try DemoOptions.parse(["--scenario", "full-queue"]).configuration
        #expect(scenario.engines == 3 && scenario.sessions == 48 && scenario.startupDelay == .seconds(60))
        let both = try DemoOptions.parse(
            ["--engines", "5", "--scenario", "full-queue", "--sessions", "8", "--startup-delay", "2s"]
        ).configuration
        #expect(both.engines == 5 && both.sessions == 8 && both.startupDelay == .seconds(2))
        #expect(try DemoOptions.parse(["--scenario", "migrating-router"]).configuration.resumeInRouter)
    }

    @Test func eachPartOfAStoryIsRecordedForItself() throws {
        let recording = try RecordingOptions.parse(["--record", "a.b/run.jsonl"])
        #expect([1, 2, 3].map { recording.place(part: $0)?.path } == ["a.b/run.jsonl", "a.b/run-2.jsonl", "a.b/run-3.jsonl"])
        #expect(try RecordingOptions.parse(["--record", "a.b/run"]).place(part: 2)?.path == "a.b/run-2")
    }
}
