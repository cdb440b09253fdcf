import ClusterModel
import TestSupport
import Testing

/// Networks and API servers at their worst, against the real client and the real reducer. However it went, the state
/// ends as a fresh list has it.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(3)))
struct FaultInjectionTests {
    @Test func `away and back: what was missed is shown as missed, with the time`() async throws {
        try await FaultyWorld.with { world in
            try await world.proxy.goAway()
            try await world.until("stale") { if case .stale = $0.sources[.pods] { true } else { false } }
            let victim = try await world.killAnEngine()
            _ = try await Program.eventually("a replacement that is ready") { () async throws -> Bool? in
                let engines = try await world.listed().filter { $0.role == "vllm" }
                return engines.count == 3 && engines.allSatisfy(\.isReady) ? true : nil
            }
            try await world.proxy.comeBack()
            try await world.untilTrue()
            let gap = try #require(world.state.cluster.gaps.last)
            #expect(gap.went.count == 1 && gap.came == ["D"], "\(gap)")
            #expect(gap.length > .seconds(1), "the replacement alone needs a second")
            #expect(world.state.navigation.notice?.text == gap.words)
            #expect(gap.words.contains("went, D came"))
            #expect(world.state.incidents.all.map(\.pod.name) == [victim], "missed, but an incident")
        }
    }

    @Test func `a watch cut in the middle of a line loses nothing`() async throws {
        try await FaultyWorld.with { world in
            for _ in 0..<3 {
                let half = #"{"type":"MODIFIED","object":{"kind":"Pod","metadata":{"name":"vllm-o"#
                // The watch may just be on its way through the proxy.
                _ = try await Program.eventually("a watch to cut") {
                    world.proxy.cut("/pods?watch=true", after: half) == 1 ? true : nil
                }
                try await world.killAnEngine()
                try await world.untilTrue()
                _ = try await Program.eventually("the next watch") { world.proxy.streams("/pods?watch=true") == 1 ? true : nil }
            }
        }
    }

    @Test(arguments: [
        (410, "Expired", nil), (504, "Timeout", nil), (500, "InternalError", nil), (429, "TooManyRequests", 1),
    ] as [(Int, String, Int?)])
    func `errors inside a watch and instead of one`(status: Int, reason: String, retryAfter: Int?) async throws {
        try await FaultyWorld.with { world in
            let object =
                #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"\#(reason)","reason":"\#(reason)","#
                + #""details":{"retryAfterSeconds":1},"code":\#(status)}"#
            world.proxy.cut("/pods?watch=true", after: #"{"type":"ERROR","object":\#(object)}"# + "\n")
            try await world.killAnEngine()
            try await world.untilTrue()

            world.proxy.set(.answer(status, reason, retryAfter: retryAfter, to: "/pods"))
            _ = try await Program.eventually("a watch to cut") { world.proxy.cut("/pods?watch=true") > 0 ? true : nil }
            try await world.until("not live") { !$0.sources[.pods].isLive }
            try await world.killAnEngine()
            world.proxy.set()
            try await world.untilTrue()
        }
    }

    @Test func `credentials that expire are told, and found mended`() async throws {
        try await FaultyWorld.with { world in
            world.proxy.set(.answer(401, "Unauthorized"))
            world.proxy.cut("watch=true")
            try await world.until("forbidden") { if case .forbidden = $0.sources[.pods] { true } else { false } }
            try await world.killAnEngine()
            world.proxy.set()
            try await world.untilTrue()
            #expect(world.state.cluster.gaps.last?.went.count == 1)
        }
    }

    @Test func `half-open connections are told from quiet ones`() async throws {
        try await FaultyWorld.with { world in
            world.proxy.set(.silence())
            try await world.until("stale") { if case .stale = $0.sources[.pods] { true } else { false } }
            try await world.killAnEngine()
            world.proxy.set()
            try await world.untilTrue()
            #expect(world.state.cluster.gaps.last?.went.count == 1)
        }
    }

    @Test func `three hundred milliseconds of latency are no fault`() async throws {
        try await FaultyWorld.with { world in
            world.proxy.set(.delay(.milliseconds(300)))
            world.proxy.cut("watch=true")
            try await world.untilTrue()
            let seen = world.facts.count
            try await world.killAnEngine()
            try await world.untilTrue()
            try await world.until("three again") { $0.cluster.readyEngines.count == 3 }
            let troubles = world.facts.dropFirst(seen).filter {
                if case .kubernetes(.source(_, .stale)) = $0 { true } else { false }
            }
            #expect(troubles.isEmpty, "\(troubles)")
        }
    }

    @Test func `a crowded namespace is followed by labels, through a break as well`() async throws {
        try await FaultyWorld.with({ $0.otherPods = 1_200 }) { world in
            try await world.until("all counted") { $0.cluster.podCount == 1_204 && $0.sources[.pods].isLive }
            #expect(world.state.cluster.records.count == 4, "only engines and the router are held")
            try await world.until("watched by labels") { _ in world.proxy.streams("labelSelector") >= 2 }
            try await world.api("DELETE", "/api/v1/namespaces/default/pods/batch-worker-00007")
            try await world.until("one less") { $0.cluster.podCount == 1_203 }
            try await world.proxy.goAway()
            try await world.until("stale") { if case .stale = $0.sources[.pods] { true } else { false } }
            try await world.killAnEngine()
            try await world.api("DELETE", "/api/v1/namespaces/default/pods/batch-worker-00008")
            try await world.proxy.comeBack()
            try await world.untilTrue()
            try await world.until("two less") { $0.cluster.podCount == 1_202 }
            #expect(world.state.cluster.gaps.last?.went.count == 1)
        }
    }
}
