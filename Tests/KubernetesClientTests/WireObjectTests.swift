import ClusterModel
import Foundation
@testable import KubernetesClient
import TestSupport
import Testing
import WireFormats


/// The answers of a real API server, understood.
@Suite struct WireObjectTests {
    private func page<Item: WireObject>(_ file: String, as: Item.Type) throws -> ListPage<Item.Model> {
        try JSONDecoder().decode(WireList<Item>.self, from: Fixture.data("kubernetes/\(file)")).page
    }

    @Test func `pods`() throws {
        let page = try page("pods-list.json", as: WirePod.self)
        #expect(page.objects.count == 4 && page.skipped == 0 && page.next == nil && page.resourceVersion == "1134")
        let router = try #require(page.objects.first { $0.labels["environment"] == "router" })
        #expect(router.uid == "aebc4727-0e37-4dcb-9485-069cbdfa1d1b")
        #expect(router.name == "vllm-deployment-router-5b4cd69668-rxg85")
        #expect(router.phase == "Running" && router.isReady && router.isScheduled && !router.isTerminating)
        #expect(router.ip == "127.0.1.12" && router.node == "node-1")
        #expect(router.owner == "vllm-deployment-router-5b4cd69668")
        #expect(router.createdAt == 1_795_464_204)
        #expect(router.resourceVersion == "1004")
        let container = try #require(router.containers.first)
        #expect(container.arguments == ["--routing-logic", "session", "--session-key", "x-user-id"])
        #expect(container.isReady && container.state == .running(since: 1_795_464_434))
    }

    @Test func `the first page of a longer list`() throws {
        let page = try page("pods-list-page1.json", as: WirePod.self)
        #expect(page.objects.count == 2)
        #expect(page.next?.hasPrefix("eyJ2") == true)
    }

    @Test func `deployments, services and endpoint slices`() throws {
        let deployments = try page("deployments-list.json", as: WireDeployment.self).objects
        let router = try #require(deployments.first { $0.name == "vllm-deployment-router" })
        #expect(router.selector == ["environment": "router", "release": "router"] && router.replicas == 1)
        let services = try page("services-list.json", as: WireService.self).objects
        let kubernetes = try #require(services.first { $0.name == "kubernetes" })
        #expect(kubernetes.ports == [ServicePort(name: "https", port: 443)] && kubernetes.selector.isEmpty)
        #expect(services.count == 2)
        let slices = try page("endpointslices-list.json", as: WireEndpointSlice.self).objects
        let slice = try #require(slices.first { $0.service == "kubernetes" })
        #expect(slice.endpoints == [Endpoint(addresses: ["127.0.0.1"], isReady: true)])
        #expect(slices.contains { $0.endpoints.contains { $0.pod != nil } })
    }

    @Test func `disruption budgets`() throws {
        let budget = try #require(try page("pdb-list.json", as: WireDisruptionBudget.self).objects.first)
        #expect(
            budget
                == DisruptionBudget(
                    uid: "30482736-c03a-44a2-bd28-de9795922449", name: "engines", namespace: "default",
                    selector: ["model": "opt125m"], minAvailable: "3", disruptionsAllowed: 0, currentHealthy: 3,
                    desiredHealthy: 3))
    }

    @Test func `a budget in percent, and one that says too little or nonsense`() throws {
        let text = """
            {"metadata":{},"items":[
             {"metadata":{"name":"a","uid":"u"},"spec":{"maxUnavailable":"50%"},"status":{"disruptionsAllowed":1}},
             {"metadata":{"name":"b","uid":"v"}}, {"metadata":{"name":"c","uid":"w"},"spec":{"minAvailable":{"x":1}}},
             {"metadata":{"name":"d","uid":"x"},"spec":"all"}, null]}
            """
        let page = try JSONDecoder().decode(WireList<WireDisruptionBudget>.self, from: Data(text.utf8)).page
        #expect(page.objects.map(\.name) == ["a", "b", "c"] && page.skipped == 2)
        #expect(page.objects.map(\.maxUnavailable) == ["50%", nil, nil])
        #expect(page.objects.allSatisfy { $0.minAvailable == nil } && page.objects.first?.disruptionsAllowed == 1)
    }

    @Test func `probes and requests of a container`() throws {
        let text = """
            {"metadata":{"name":"a","uid":"u"},"spec":{"containers":[
             {"name":"x","readinessProbe":{"httpGet":{"path":"/health"}},"livenessProbe":null,
              "resources":{"requests":{"cpu":2,"memory":"16Gi","nvidia.com/gpu":"1","odd":{}},"limits":{"cpu":"4"}}},
             {"name":"y","livenessProbe":{"exec":{}},"resources":{"requests":[]}}, {"name":"z","resources":{}}]}}
            """
        let pod = try #require(try JSONDecoder().decode(WirePod.self, from: Data(text.utf8)).model)
        #expect(pod.containers.map(\.hasReadinessProbe) == [true, false, false])
        #expect(pod.containers.map(\.hasLivenessProbe) == [false, true, false])
        #expect(
            pod.containers.map(\.requests) == [["cpu": "2", "memory": "16Gi", "nvidia.com/gpu": "1"], [:], [:]])
    }

    @Test func `who takes a pod away, and what its owner and its node say`() throws {
        let pod = """
            {"metadata":{"name":"a","uid":"u"},"status":{"conditions":[
             {"type":"DisruptionTarget","status":"True","reason":"EvictionByEvictionAPI","message":"Eviction API: evicting"}]}}
            """
        #expect(
            try JSONDecoder().decode(WirePod.self, from: Data(pod.utf8)).model?.disruption
                == PodDisruption(reason: "EvictionByEvictionAPI", message: "Eviction API: evicting"))
        let set = """
            {"metadata":{"name":"rs","uid":"u","namespace":"n","annotations":{"deployment.kubernetes.io/revision":"4","x":"y"},
             "ownerReferences":[{"name":"d","controller":true}]},"spec":{"replicas":0}}
            """
        #expect(
            try JSONDecoder().decode(WireReplicaSet.self, from: Data(set.utf8)).model
                == ReplicaSet(uid: "u", name: "rs", namespace: "n", owner: "d", replicas: 0, revision: 4))
        let node = """
            {"metadata":{"name":"n","uid":"u"},"spec":{"unschedulable":true},"status":{"conditions":[{"odd":1},
             {"type":"Ready","status":"Unknown","reason":"NodeStatusUnknown","message":"Kubelet stopped posting node status."}]}}
            """
        #expect(
            try JSONDecoder().decode(WireNode.self, from: Data(node.utf8)).model
                == Node(
                    uid: "u", name: "n", isReady: false, problem: "NodeStatusUnknown: Kubelet stopped posting node status.",
                    isCordoned: true))
        let silent = #"{"metadata":{"name":"n","uid":"u"}}"#
        #expect(try JSONDecoder().decode(WireNode.self, from: Data(silent.utf8)).model == Node(uid: "u", name: "n"))
        #expect(WatchedKind.nodes.path(namespace: "x") == "/api/v1/nodes")
    }

    @Test(arguments: [1, 7, 1_000, 1_000_000])
    func `a recorded pod watch, in pieces of any size`(size: Int) throws {
        let events = watch(try Fixture.data("kubernetes/pods-watch-raw.jsonl"), WirePod.self, pieces: size)
        var changed = 0
        var removed: [String] = []
        for event in events {
            switch event {
            case .changed: changed += 1
            case .removed(let pod, _):
                #expect(pod.isTerminating)
                removed.append(pod.uid)
            case .bookmark(let version): #expect(version == "1218")
            case .error(let failure): Issue.record("\(failure)")
            case .skipped: Issue.record("skipped")
            }
        }
        #expect(events.count == 33 && changed == 28 && removed.count == 4 && Set(removed).count == 4)
    }

    @Test func `a recorded event watch`() throws {
        let events = watch(
            try Fixture.data("kubernetes/events-watch-raw.jsonl"), WireClusterEvent.self, pieces: 4_096)
        let first = try #require(events.first)
        guard case .changed(let event, "204") = first else {
            Issue.record("\(first)")
            return
        }
        #expect(event.type == "Warning" && event.reason == "KubeAPIReadyz" && event.objectKind == "Namespace")
        #expect(event.lastSeen == 1_795_462_109)
        #expect(events.count > 20)
        let kills = events.count { if case .changed(let event, _) = $0 { event.objectKind == "Pod" } else { false } }
        #expect(kills > 0)
    }

    @Test func `errors inside a watch`() throws {
        let gone = watch(try Fixture.data("kubernetes/watch-old-rv.jsonl"), WirePod.self, pieces: 50)
        guard case .error(let failure)? = gone.first else {
            Issue.record("\(gone)")
            return
        }
        #expect(failure.isGone && failure.message == "too old resource version: 1 (939)")
        let late = watch(try Fixture.data("kubernetes/watch-error-504.jsonl"), WirePod.self, pieces: 50)
        guard case .error(let failure)? = late.first else {
            Issue.record("\(late)")
            return
        }
        #expect(failure.status == 504 && failure.retryAfter == .seconds(1))
    }

    @Test func `an object that cannot be read loses only itself`() throws {
        let text = """
            {"metadata":{"resourceVersion":"5"},"items":[
             {"metadata":{"name":"a","uid":"u"}}, {"metadata":{"name":7,"uid":"v"}}, 12, {"status":{}},
             {"metadata":{"name":"b","uid":"w"},"status":{"conditions":[{"type":"Ready","status":"True"},{"odd":1}]},
              "spec":{"containers":[{"name":"c","novelty":{}},{"image":"nameless"}]}}]}
            """
        let page = try JSONDecoder().decode(WireList<WirePod>.self, from: Data(text.utf8)).page
        #expect(page.objects.map(\.name) == ["a", "b"] && page.skipped == 3)
        #expect(page.objects.last?.isReady == true && page.objects.last?.containers.map(\.name) == ["c"])
    }

    @Test func `any line cut anywhere is skipped, never taken for something else`() throws {
        let line = Array(
            try #require(try Fixture.text("kubernetes/pods-watch-raw.jsonl").split(separator: "\n").first).utf8)
        for length in stride(from: 0, to: line.count, by: 97) {
            let event = WireWatchEvent<WirePod>.decode(line.prefix(length), with: JSONDecoder())
            guard case .skipped(nil) = event else {
                Issue.record("cut at \(length): \(event)")
                return
            }
        }
    }

    @Test func `an unknown type or object still moves the version on`() {
        for text in [
            #"{"type":"RENAMED","object":{"metadata":{"name":"a","uid":"u","resourceVersion":"9"}}}"#,
            #"{"type":"ADDED","object":{"metadata":{"name":"a","resourceVersion":"9"}}}"#,
        ] {
            guard case .skipped("9") = WireWatchEvent<WirePod>.decode(text.utf8, with: JSONDecoder()) else {
                Issue.record("\(text)")
                continue
            }
        }
    }

    @Test(arguments: [
        ("2026-11-23T20:03:24Z", 1_795_464_204.0), ("1970-01-01T00:00:00Z", 0),
        ("2000-02-29T12:00:00.5Z", 951_825_600.5),
        ("2026-11-23T21:03:24+01:00", 1_795_464_204), ("2026-11-23T20:03:24.123456Z", 1_795_464_204.123456),
    ])
    func `times`(text: String, seconds: Double) throws {
        #expect(abs(try #require(Timestamp.parse(text)) - seconds) < 1e-6)
    }

    @Test(arguments: [
        "", "yesterday", "2026-11-23", "2026-13-23T20:03:24Z", "2026-11-23T20:03:24", "2026-11-23T20:03:24.5",
    ])
    func `what is no time is nil`(text: String) {
        #expect(Timestamp.parse(text) == nil)
    }

    private func watch<Item: WireObject>(_ data: Data, _: Item.Type, pieces size: Int) -> [WatchEvent<Item.Model>] {
        var framer = LineFramer()
        var events: [WatchEvent<Item.Model>] = []
        var rest = data[...]
        let decoder = JSONDecoder()
        while !rest.isEmpty {
            for line in framer.append(rest.prefix(size)) {
                events.append(WireWatchEvent<Item>.decode(line.bytes, with: decoder))
            }
            rest = rest.dropFirst(size)
        }
        return events
    }
}
