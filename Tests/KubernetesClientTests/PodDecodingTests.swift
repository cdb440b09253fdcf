import ClusterModel
import Foundation
import Testing

@testable import KubernetesClient

/// A pod is its containers: what the API server says of each, and what kubectl makes of it.
@Suite struct PodDecodingTests {
    private func pod(_ spec: String, _ status: String, _ metadata: String = "") throws -> Pod {
        let text = #"{"metadata":{"name":"p","uid":"u","namespace":"n"\#(metadata)},"spec":{\#(spec)},"status":{\#(status)}}"#
        return try #require(try JSONDecoder().decode(WirePod.self, from: Data(text.utf8)).model)
    }

    private static let scheduled = #""conditions":[{"type":"PodScheduled","status":"True"},{"type":"Ready","status":"False"}]"#

    @Test(arguments: [
        (#"{"waiting":{"reason":"CrashLoopBackOff"}}"#, "Init:CrashLoopBackOff"), (#"{"running":{}}"#, "Init:0/2"),
        (#"{"terminated":{"exitCode":1,"reason":"Error"}}"#, "Init:Error"), (#"{"terminated":{"exitCode":3}}"#, "Init:ExitCode:3"),
        (#"{"terminated":{"exitCode":137,"signal":9}}"#, "Init:Signal:9"), (#"{"waiting":{"reason":"PodInitializing"}}"#, "Init:0/2"),
        (#"{"waiting":{"reason":"ImagePullBackOff"}}"#, "Init:ImagePullBackOff"),
    ])
    func `init containers are told as kubectl prints them`(_ state: String, _ status: String) throws {
        let pod = try pod(
            #""containers":[{"name":"vllm"}],"initContainers":[{"name":"download"},{"name":"second"}]"#,
            #""phase":"Pending",\#(Self.scheduled),"containerStatuses":[{"name":"vllm","restartCount":0,"state":{"waiting":{"reason":"PodInitializing"}}}],"#
                + #""initContainerStatuses":[{"name":"download","restartCount":4,"state":\#(state)},{"name":"second","restartCount":0,"state":{"waiting":{"reason":"PodInitializing"}}}]"#)
        #expect(pod.status == status && pod.restarts == 4)
        #expect(pod.initializing?.container.name == "download")
    }

    @Test func `a native sidecar counts as a container, an init container does not`() throws {
        let pod = try pod(
            #""containers":[{"name":"vllm"}],"initContainers":[{"name":"download"},{"name":"istio-proxy","restartPolicy":"Always"}]"#,
            #""phase":"Running",\#(Self.scheduled),"containerStatuses":[{"name":"vllm","ready":false,"restartCount":1,"state":{"running":{}}}],"#
                + #""initContainerStatuses":[{"name":"download","restartCount":7,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}},"#
                + #"{"name":"istio-proxy","ready":true,"started":true,"restartCount":2,"state":{"running":{}}}]"#)
        #expect(pod.readyContainers == 1 && pod.containerCount == 2 && pod.restarts == 3)
        #expect(pod.status == "Starting" && pod.servingContainer?.name == "vllm")
    }

    @Test(arguments: [
        (#"{"name":"istio-proxy","ports":[{"containerPort":15090}]},{"name":"vllm","args":["serve","m","--port","8200"],"ports":[{"containerPort":8200}]}"#, "", "vllm", 8_200),
        (#"{"name":"log-shipper"},{"name":"main","image":"vllm/vllm-openai","ports":[{"containerPort":8000}]}"#, "", "main", 8_000),
        (#"{"name":"a","ports":[{"containerPort":9090}]},{"name":"b","command":["sh","-c","vllm serve m --port=8001 --x"]}"#, "", "b", 8_001),
        (#"{"name":"a","image":"x"},{"name":"b","image":"y","ports":[{"name":"metrics","containerPort":9090},{"name":"http","containerPort":8080}]}"#,
            #","annotations":{"kubectl.kubernetes.io/default-container":"b"}"#, "b", 8_080),
    ])
    func `the serving container and its port are found`(_ containers: String, _ metadata: String, _ name: String, _ port: Int) throws {
        let pod = try pod(#""containers":[\#(containers)]"#, #""phase":"Running""#, metadata)
        #expect(pod.servingContainer?.name == name && pod.servingPort == port)
    }

    @Test func `addresses of both families, owners, names in DNS`() throws {
        let pod = try pod(
            #""hostNetwork":true,"hostname":"vllm-0","subdomain":"vllm","containers":[]"#,
            #""podIP":"10.0.0.7","podIPs":[{"ip":"10.0.0.7"},{"ip":"fd00::7"}]"#,
            #","ownerReferences":[{"kind":"Node","name":"x"},{"kind":"StatefulSet","name":"vllm","controller":true}],"deletionTimestamp":"2026-11-23T20:07:14Z""#)
        #expect(pod.addresses == ["10.0.0.7", "fd00::7"] && pod.isOnHostNetwork && pod.hostname == "vllm-0" && pod.subdomain == "vllm")
        #expect(pod.owner == "vllm" && pod.ownerKind == "StatefulSet" && pod.isTerminating && pod.deletionDue == 1_795_464_434)
    }

    @Test func `selectors with expressions, and none at all`() throws {
        func budget(_ selector: String) throws -> DisruptionBudget {
            let text = #"{"metadata":{"name":"b","uid":"u","namespace":"n"},"spec":{\#(selector)}}"#
            return try #require(try JSONDecoder().decode(WireDisruptionBudget.self, from: Data(text.utf8)).model)
        }
        let pod = Pod(identity: PodIdentity(name: "p", uid: "u"), namespace: "n", labels: ["app": "vllm", "tier": "gold"])
        let cases = [
            (#""selector":{"matchExpressions":[{"key":"app","operator":"In","values":["vllm","x"]}]}"#, true),
            (#""selector":{"matchLabels":{"app":"vllm"},"matchExpressions":[{"key":"tier","operator":"NotIn","values":["gold"]}]}"#, false),
            (#""selector":{"matchExpressions":[{"key":"none","operator":"DoesNotExist"},{"key":"tier","operator":"Exists"}]}"#, true),
            (#""selector":{}"#, true), (#""minAvailable":1"#, false),
        ]
        for (selector, covers) in cases { #expect(try budget(selector).covers(pod) == covers, "\(selector)") }
        var elsewhere = pod
        elsewhere.namespace = "other"
        #expect(try !budget(#""selector":{}"#).covers(elsewhere))
    }

    @Test func `stateful sets`() throws {
        let text = #"{"metadata":{"name":"vllm","uid":"u","namespace":"n","ownerReferences":[{"kind":"LeaderWorkerSet","name":"vllm","controller":true}]},"#
            + #""spec":{"replicas":2,"ordinals":{"start":3},"updateStrategy":{"rollingUpdate":{"partition":4}}},"status":{"updateRevision":"vllm-7"}}"#
        let set = try #require(try JSONDecoder().decode(WireStatefulSet.self, from: Data(text.utf8)).model)
        #expect(set.ownerKind == "LeaderWorkerSet" && set.updateRevision == "vllm-7" && set.partition == 4)
        #expect([2, 3, 4, 5].map(set.wants) == [false, true, true, false])
    }
}
