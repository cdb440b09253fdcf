@testable import DemoCluster
import Testing

/// What is written for a gateway as pods come and go.
struct GatewayFilesTests {
    private static func event(_ name: String, host: Int, ready: Bool = true, terminating: Bool = false, removed: Bool = false) -> PodEvent {
        PodEvent(name: name, uid: name, ip: "127.77.0.\(host)", isReady: ready, isTerminating: terminating, isRemoved: removed)
    }

    @Test func onlyEnginesThatServeAreListedAndTheOthersKeepTheirNumbers() {
        var engines = GatewayEngines()
        for (name, host) in [("b", 4), ("a", 3), ("c", 5)] { engines.note(Self.event(name, host: host)) }
        #expect(engines.all.map(\.pod) == ["a", "b", "c"])
        let numbers = engines.all.map(\.number)
        engines.note(Self.event("b", host: 4, terminating: true))
        engines.note(Self.event("d", host: 6, ready: false))
        #expect(engines.all.map(\.pod) == ["a", "c"] && engines.all.map(\.number) == [numbers[0], numbers[2]])
        engines.note(Self.event("a", host: 3, removed: true))
        engines.note(Self.event("d", host: 6))
        #expect(engines.all.map(\.ip) == ["127.77.0.5", "127.77.0.6"])
    }

    @Test func eachGatewayIsToldOfTheEnginesInItsOwnWay() {
        let engines = [GatewayEngine(pod: "engine-a", ip: "127.77.0.3", port: 8000)]
        let all: [any GatewayFiles] = [
            EnvoyFiles(address: "127.77.0.2", folder: "/f"), HAProxyFiles(address: "127.77.0.2", folder: "/f"),
            NginxFiles(address: "127.77.0.2", folder: "/f"),
        ]
        for gateway in all {
            let (some, none) = (gateway.files(for: engines), gateway.files(for: []))
            #expect(some.values.contains { $0.contains("127.77.0.3") } && !none.values.contains { $0.contains("127.77.0.3") })
            #expect(Set(some.keys) == Set(none.keys))
        }
        #expect(all[0].files(for: engines)["envoy.yaml"] == all[0].files(for: [])["envoy.yaml"], "only its endpoints change")
        #expect(all[1].files(for: engines)["haproxy.cfg"]?.contains("server engine-a 127.77.0.3:8000 id ") == true)
        // It refuses a list without a server.
        #expect(all[2].files(for: [])["nginx.conf"]?.contains("server 127.0.0.1:1 down;") == true)
    }
}
