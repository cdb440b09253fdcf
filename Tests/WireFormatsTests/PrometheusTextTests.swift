import TestSupport
import Testing
import WireFormats

@Suite struct PrometheusTextTests {
    @Test func readsEveryFormOfASample() {
        let page = PrometheusText(
            """
            # HELP a help
            a 1
              b{} 2.5 1795464509000
            c{x="1",y="a\\"b\\\\c\\nd",} -3e2
            d { x = "ü" } NaN
            e{le="+Inf"} +Inf
            vllm:f{server="http://10.0.0.1:8000"} 4\r

            """.utf8)
        #expect(page.garbageLines == 0)
        #expect(page.samples.map(\.name) == ["a", "b", "c", "d", "e", "vllm:f"])
        #expect(page.samples[1].value == 2.5)
        #expect(page.samples[2] == .init(name: "c", labels: ["x": "1", "y": "a\"b\\c\nd"], value: -300))
        #expect(page.samples[3].labels == ["x": "ü"])
        #expect(page.samples[3].value.isNaN)
        #expect(page.samples[4].value == .infinity)
        #expect(page.samples(named: "vllm:f").map(\.labels) == [["server": "http://10.0.0.1:8000"]])
    }

    @Test(arguments: [
        "a", "a b", "1a 2", "a{x=\"1\" 2", "a{x=1} 2", "a{x=\"1} 2", "a 1 2 3", "a 1 b", "<html>", "{\"a\":1}", "é 1",
        "a{x=\"1\"y=\"2\"} 3",
    ])
    func aBadLineIsSkippedAndCounted(line: String) {
        let page = PrometheusText("before 1\n\(line)\nafter 2".utf8)
        #expect(page.samples.map(\.name) == ["before", "after"])
        #expect(page.garbageLines == 1)
    }

    @Test func readsARecordedPage() throws {
        let data = try Fixture.data("routers/production-stack.metrics")
        let page = PrometheusText(data)
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(page.garbageLines == 0)
        #expect(page.samples.count == lines.count)
        let running = page.samples(named: "vllm:num_requests_running")
        #expect(
            running.map { $0.labels["server"] ?? "" }.map { $0.suffix(7) } == [
                "13:8000", "17:8000", "15:8000", "14:8000",
            ])
        #expect(running.map(\.value) == [1, 1, 0, 1])
        #expect(page.samples(named: "process_virtual_memory_bytes").map(\.value) == [549_679_104])
    }

    @Test func damageCostsOnlyTheDamagedLines() throws {
        let whole = Array(try Fixture.data("routers/production-stack.metrics"))
        let count = PrometheusText(whole).samples.count
        var random = SeededGenerator(seed: 8)
        for _ in 0..<25 {
            var bytes = whole
            for _ in 0..<5 {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let page = PrometheusText(bytes)
            #expect(page.samples.count + page.garbageLines >= count - 10)
            #expect(page.samples.count >= count - 10)
        }
        for length in stride(from: 0, to: whole.count, by: 4099) {
            #expect(PrometheusText(whole[..<length]).garbageLines <= 1)
        }
    }
}
