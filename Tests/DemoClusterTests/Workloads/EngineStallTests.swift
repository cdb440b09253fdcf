import Testing

@testable import DemoCluster

struct EngineStallTests {
    @Test func oneEngineAtATimeAndOnlyInLongStreams() {
        let stall = EngineMishap(after: 12)
        #expect(!stall.begins(at: 11, of: 200, pod: "a"))
        #expect(!stall.begins(at: 12, of: 64, pod: "a"), "a short answer")
        #expect(stall.begins(at: 12, of: 65, pod: "a"))
        #expect(!stall.begins(at: 12, of: 65, pod: "b"), "a is still silent")
        stall.end(pod: "b")
        #expect(!stall.begins(at: 12, of: 65, pod: "b"), "b's end frees nobody")
        stall.end(pod: "a")
        #expect(stall.begins(at: 12, of: 65, pod: "b"))
    }

    @Test(arguments: [(ModelLoad.runsOutOfMemory, Int32(137)), (.fails, 1)])
    func aFailedLoadEndsTheProcess(load: ModelLoad, code: Int32) async throws {
        var configuration = EngineConfiguration()
        configuration.modelLoad = .zero
        configuration.load = load
        let bench = WorkloadTestBench()
        let memory = Latch<Void>()
        var context = bench.context("e", ip: "127.78.1.\(20 + Int(code) % 7)", memoryLimit: 2 << 30)
        context.exceedMemory = { memory.set(()) }
        let engine = EngineWorkload(configuration, context: context)
        try await engine.start()
        #expect(await engine.exitCode() == code)
        #expect((memory.current != nil) == (load == .runsOutOfMemory))
        #expect(bench.lines.contains { $0.contains("No available memory") } == (load == .fails))
    }

    @Test func aLoadNeedsItsMemory() {
        #expect(ModelLoad.runsOutOfMemory.outcome(memoryLimit: 2 << 30) == .runsOutOfMemory)
        #expect(ModelLoad.runsOutOfMemory.outcome(memoryLimit: 3 << 30) == .succeeds)
        #expect(ModelLoad.runsOutOfMemory.outcome(memoryLimit: nil) == .succeeds, "without a limit nothing is beyond it")
        #expect(ModelLoad.fails.outcome(memoryLimit: nil) == .fails)
        let written: [JSONValue] = ["2Gi", "2048Mi", "1.5G", 512, "3k", "many", "2Xi", ""]
        #expect(written.map(Quantity.bytes) == [2 << 30, 2 << 30, 1_500_000_000, 512, 3000, nil, nil, nil])
    }
}
