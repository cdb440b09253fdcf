import TestSupport
import Testing
import WireFormats

/// Recorded logs and metrics, cut and damaged at random: nothing crashes, hangs or lets an escape sequence through.
struct DamageTests {
    private static let custom = ["Routing request {request} with session id {session} to {worker} at", "worker='{worker}'"]

    private static func formats() -> [any RouterLogFormat] {
        [ProductionStackLog(), VLLMRouterLog(), SGLangRouterLog(), DynamoLog(), EnvoyLog(), HAProxyLog(), NginxLog(), CustomLog(custom.compactMap { LogPattern($0) })]
    }

    private static let logs = [
        "routers/production-stack-kubernetes.log", "routers/production-stack-static.log", "routers/vllm-router.log", "routers/sglang-router.log",
        "routers/dynamo-frontend.log", "gateways/envoy-istio.log", "gateways/envoy-gateway.jsonl", "gateways/envoy-periodic.jsonl",
        "gateways/haproxy-2.6.log", "gateways/nginx-ingress.log", "gateways/nginx-error.log",
    ]

    @Test(arguments: logs) func anyDamageOfALogIsRead(file: String) async throws {
        let whole = try Fixture.text(file).split(separator: "\n")
        var lines: [[UInt8]] = []
        // Of lines that differ only in numbers a few are enough.
        var kinds: [String: Int] = [:]
        for line in whole {
            let kind = String(line.filter { !$0.isNumber }.prefix(160))
            kinds[kind, default: 0] += 1
            if kinds[kind, default: 0] <= 3 { lines.append(Array(line.utf8)) }
        }
        var random = SeededGenerator(seed: 21)
        var formats = Self.formats()
        for round in 0..<1_500 {
            // Other tests wait with real limits.
            if round % 50 == 0 { await Task.yield() }
            let line = Self.damaged(lines.randomElement(using: &random) ?? [], among: lines, &random)
            _ = RouterLogSignature.of(line)
            let names = WorkerNames.names(in: line).joined()
            if !names.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { Issue.record("no name: \(names.debugDescription)") }
            for index in formats.indices { check(formats[index].feed(line)) }
        }
        for index in formats.indices { check(formats[index].finish()) }
    }

    @Test(arguments: logs) func anyPrefixOfALogIsRead(file: String) async throws {
        let bytes = Array(try Fixture.text(file).utf8.prefix(4_000))
        for end in stride(from: 0, to: bytes.count, by: 7) {
            if end % 210 == 0 { await Task.yield() }
            let text = String(decoding: bytes[..<end].suffix(700), as: UTF8.self)
            for var format in Self.formats() { check(format.read(text)) }
        }
    }

    @Test(arguments: ["production-stack.metrics", "vllm-router.metrics", "sglang-router.metrics", "dynamo-frontend.metrics"])
    func anyDamageOfMetricsIsRead(file: String) async throws {
        let lines = try Fixture.text("routers/\(file)").split(separator: "\n").map { Array($0.utf8) }
        var random = SeededGenerator(seed: 22)
        for round in 0..<3_000 {
            if round % 50 == 0 { await Task.yield() }
            let line = Self.damaged(lines.randomElement(using: &random) ?? [], among: lines, &random)
            let page = PrometheusText(line.utf8)
            #expect(page.samples.count + page.garbageLines <= line.utf8.count)
        }
    }

    private static func damaged(_ line: [UInt8], among lines: [[UInt8]], _ random: inout SeededGenerator) -> String {
        var bytes = line
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.removeSubrange(index...)
            case 2: bytes.insert(contentsOf: [0x1B, 0x5B, 0x00, 0xC2, 0x9B], at: index)
            case 3: bytes.removeSubrange(..<index)
            case 4: bytes.insert(contentsOf: bytes[index...].prefix(80), at: index)
            default: bytes.insert(contentsOf: (lines.randomElement(using: &random) ?? []).prefix(200), at: index)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func check(_ lines: [RouterLogLine]) {
        for line in lines where line.isNews {
            let text = String(describing: line)
            let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
            if !isPlain { Issue.record("a control character in \(text.debugDescription)") }
        }
    }
}
