// What the fuzzer calls with each input: the text of a log, of a metrics page or of a stream, damaged in any way. Built by
// `Tests/Fuzz/run`, as a part of the package of the benchmarks.
import WireFormats

@_cdecl("LLVMFuzzerTestOneInput") public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    Fuzz.readLogs(bytes)
    Fuzz.readMetrics(bytes)
    Fuzz.readEvents(bytes)
    return 0
}

private enum Fuzz {
    static let patterns = ["Routing request {request} with session id {session} to {worker} at", "worker='{worker}'", "{worker} {{{request}|{session}}"]

    /// Every dialect reads every line: what a log is like is only known after some of them.
    static func readLogs(_ bytes: [UInt8]) {
        var framer = LineFramer(maximumLength: 64 << 10)
        var lines = framer.append(bytes).map(\.text)
        if let last = framer.finish() { lines.append(last.text) }
        var formats: [any RouterLogFormat] = [
            ProductionStackLog(), VLLMRouterLog(), SGLangRouterLog(), DynamoLog(), EnvoyLog(), HAProxyLog(), NginxLog(),
            CustomLog(patterns.compactMap { LogPattern($0) }),
        ]
        for line in lines {
            _ = RouterLogSignature.of(line)
            for name in WorkerNames.names(in: line) { expectPlain(name) }
            if let id = EngineLog.request(in: line) { expectPlain(id) }
            for index in formats.indices { check(formats[index].feed(line)) }
        }
        for index in formats.indices { check(formats[index].finish()) }
    }

    static func readMetrics(_ bytes: [UInt8]) {
        let page = PrometheusText(bytes)
        precondition(page.samples.count + page.garbageLines <= bytes.count)
    }

    /// In one piece and cut in two: the cut makes no difference.
    static func readEvents(_ bytes: [UInt8]) {
        var whole = ServerSentEvents()
        var cut = ServerSentEvents()
        let middle = bytes.count / 2
        let expected = whole.feed(bytes)
        let found = cut.feed(bytes[..<middle]) + cut.feed(bytes[middle...])
        precondition(expected == found && whole.finish() == cut.finish(), "a cut changes what is read")
    }

    static func check(_ lines: [RouterLogLine]) {
        for line in lines where line != .routine && line != .unknown { expectPlain(String(describing: line)) }
    }

    static func expectPlain(_ text: String) {
        let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
        precondition(isPlain, "a control character in \(text.debugDescription)")
    }
}
