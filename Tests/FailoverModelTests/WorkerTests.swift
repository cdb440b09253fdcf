import ClusterModel
@testable import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// Whose worker a router names: by address and port, by service, by name.
struct WorkerTests {
    private static let now = Moment(.seconds(5))

    private static func pod(_ suffix: String, _ change: (inout Pod) -> Void) -> Pod {
        var pod = Story.engine(suffix, host: 40)
        (pod.ip, pod.ips) = (nil, [])
        change(&pod)
        return pod
    }

    private static func story(_ pods: [Pod]) -> Story {
        var story = Story()
        story.tell(at: 1, .kubernetes(.pods(.replaced(pods))))
        return story
    }

    private static func names(_ story: Story, _ url: String) -> [String] {
        story.state.cluster.candidates(worker: url, at: now).map { String($0.pod.name.dropFirst(Story.prefix.count)) }
    }

    @Test(arguments: [
        ("http://10.0.0.7:8000", ["dual"]), ("http://[fd00::7]:8000", ["dual"]), ("http://[FD00::7]:8000", ["dual"]), ("fd00::7", ["dual"]),
        ("http://vllm-0.vllm.default.svc.cluster.local:8000", ["set"]), ("http://vllm-0.vllm:8000", ["set"]),
        ("http://vllm-0.other.default.svc:8000", []), ("http://10-0-0-7.default.pod.cluster.local:8000", ["dual"]),
        ("http://fd00--7.default.pod.cluster.local:8000", ["dual"]), ("http://one.default.svc:8000", ["dual"]), ("http://one:8000", ["dual"]),
        ("http://10.96.0.9:80", ["dual"]), ("http://both:8000", ["dual", "set"]), ("http://nobody:8000", []), ("http://10.0.0.99:8000", []),
    ])
    func aWorkerIsFoundByEveryNameThatLeadsToIt(_ url: String, _ expected: [String]) {
        let dual = Self.pod("dual") { ($0.ip, $0.ips) = ("10.0.0.7", ["10.0.0.7", "fd00::7"]) }
        let set = Self.pod("set") { ($0.ip, $0.hostname, $0.subdomain) = ("10.0.0.8", "vllm-0", "vllm") }
        var story = Self.story([dual, set])
        let first = Endpoint(addresses: ["10.0.0.7"], pod: dual.identity)
        let second = Endpoint(addresses: ["10.0.0.8"])
        story.tell(
            .kubernetes(
                .services(
                    .replaced([
                        Service(uid: "1", name: "one", namespace: "default", clusterIPs: ["10.96.0.9"]), Service(uid: "2", name: "both", namespace: "default"),
                    ]))),
            .kubernetes(
                .endpointSlices(
                    .replaced([
                        EndpointSlice(uid: "1", name: "one", namespace: "default", service: "one", endpoints: [first]),
                        EndpointSlice(uid: "2", name: "both", namespace: "default", service: "both", endpoints: [first, second]),
                    ]))))
        #expect(Self.names(story, url) == expected)
        #expect((story.state.cluster.record(worker: url, at: Self.now) != nil) == (expected.count == 1))
    }

    /// On the network of a node only the port tells; without one that they declare, nothing does.
    @Test func ofTwoOnOneAddressNoneIsGuessed() {
        func shared(_ suffix: String, _ port: Int?) -> Pod {
            Self.pod(suffix) {
                ($0.ip, $0.isOnHostNetwork, $0.node) = ("10.9.0.1", true, "gpu-1")
                $0.containers[0].ports = port.map { [ContainerPort(port: $0)] } ?? []
            }
        }
        let told = Self.story([shared("a", 8_000), shared("b", 8_001)])
        #expect(Self.names(told, "http://10.9.0.1:8001") == ["b"] && Self.names(told, "http://gpu-1:8000") == ["a"])
        let same = Self.story([shared("a", 8_000), shared("b", 8_000)])
        #expect(Self.names(same, "http://10.9.0.1:8000") == ["a", "b"])
        let silent = Self.story([shared("a", nil), shared("b", nil)])
        #expect(silent.state.cluster.record(worker: "http://10.9.0.1:8000", at: Self.now) == nil)
    }

    @Test func anAddressIsOfWhomeverHadItThen() {
        var story = Self.story([Story.engine("old", host: 11)])
        story.tell(at: 3, .kubernetes(.pods(.removed(Story.engine("old", host: 11)))))
        var new = Story.engine("new", host: 11)
        // Made at 20:08:04: lines of an earlier time are not of it.
        new.createdAt = 1_795_464_484
        story.tell(at: 4.5, .kubernetes(.pods(.changed(new))))
        let cluster = story.state.cluster
        #expect([2, 3.5, 5].map { cluster.record(worker: "http://10.0.0.11:8000", at: Moment(.seconds($0)))?.pod.name.suffix(3) } == ["old", "old", "new"])
    }

    @Test func aListedWorkerWhosePodIsGoneIsAGhostUntilAnotherHasTheAddress() {
        var story = Story.steady()
        story.tell(at: 3, .kubernetes(.pods(.removed(Story.engine("8wt2h", host: 11)))))
        story.tell(at: 4, .router(.listed([ListedWorker(url: "http://10.0.0.11:8000")])))
        story.tell(at: 8, .ticked)
        #expect(story.state.ghosts.map(\.letter) == ["A"])
        story.tell(at: 9, .kubernetes(.pods(.changed(Story.engine("next", host: 11)))))
        #expect(story.state.ghosts.isEmpty)
    }
}
