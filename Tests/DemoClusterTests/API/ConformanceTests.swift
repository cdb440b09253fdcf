import Foundation
import TestSupport
import Testing

@testable import DemoCluster

extension ClusterTests {
    /// The recorded answers of a real API server and those of the demo, held to the same assertions.
    struct ConformanceTests {
        /// A recording, the path that answers it here, and what both must contain in every item.
        struct Case: Sendable, CustomTestStringConvertible {
            var file: String
            var path: String
            var fields: [[String]]
            /// Only items whose name begins so are compared.
            var prefix = "vllm"
            var testDescription: String { file }
        }

        private static let metadata = ["name", "uid", "resourceVersion", "creationTimestamp"].map { ["metadata", $0] }

        static let lists = [
            Case(
                file: "pods-list.json", path: "/api/v1/namespaces/default/pods",
                fields: metadata + [
                    ["metadata", "generateName"], ["metadata", "labels", "pod-template-hash"],
                    ["metadata", "ownerReferences"], ["metadata", "generation"], ["spec", "nodeName"],
                    ["spec", "containers"], ["spec", "terminationGracePeriodSeconds"], ["status", "phase"],
                    ["status", "podIP"], ["status", "hostIP"], ["status", "startTime"], ["status", "conditions"],
                    ["status", "containerStatuses"], ["status", "qosClass"],
                ]),
            Case(
                file: "deployments-list.json", path: "/apis/apps/v1/namespaces/default/deployments",
                fields: metadata + [
                    ["metadata", "generation"], ["metadata", "annotations", "deployment.kubernetes.io/revision"],
                    ["spec", "replicas"], ["spec", "selector", "matchLabels"], ["spec", "strategy", "rollingUpdate"],
                    ["spec", "template", "spec", "containers"], ["status", "observedGeneration"], ["status", "replicas"],
                    ["status", "readyReplicas"], ["status", "availableReplicas"], ["status", "updatedReplicas"],
                    ["status", "conditions"],
                ]),
            Case(
                file: "replicasets-list.json", path: "/apis/apps/v1/namespaces/default/replicasets",
                fields: metadata + [
                    ["metadata", "ownerReferences"], ["metadata", "labels", "pod-template-hash"],
                    ["spec", "selector", "matchLabels", "pod-template-hash"], ["spec", "replicas"],
                    ["status", "readyReplicas"], ["status", "fullyLabeledReplicas"], ["status", "observedGeneration"],
                ]),
            Case(
                file: "services-list.json", path: "/api/v1/namespaces/default/services",
                fields: metadata + [["spec", "ports"], ["spec", "selector"], ["spec", "clusterIP"], ["spec", "type"]]),
            Case(
                file: "endpoints-list.json", path: "/api/v1/namespaces/default/endpoints",
                fields: metadata + [["subsets"]]),
            Case(
                file: "endpointslices-list.json", path: "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
                fields: metadata + [
                    ["metadata", "labels", "kubernetes.io/service-name"], ["endpoints"], ["ports"], ["addressType"],
                ]),
            Case(
                file: "nodes-list.json", path: "/api/v1/nodes",
                fields: metadata + [
                    ["status", "capacity", "nvidia.com/gpu"], ["status", "allocatable"], ["status", "conditions"],
                    ["status", "addresses"],
                ], prefix: "node-"),
            Case(
                file: "pdb-list.json", path: "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
                fields: metadata + [
                    ["spec", "minAvailable"], ["spec", "selector"], ["status", "currentHealthy"],
                    ["status", "desiredHealthy"], ["status", "disruptionsAllowed"], ["status", "expectedPods"],
                    ["status", "conditions"],
                ], prefix: "engines"),
        ]

        @Test func `lists have the kinds and fields of a real API server's`() async throws {
            var configuration = DemoCluster.Configuration.quick
            configuration.disruptionBudget = "3"
            try await withCluster(configuration) { cluster, client in
                _ = try await cluster.readyEngines()
                _ = try await eventually("the router is ready") {
                    cluster.pods("vllm-deployment-router").first { $0.isPodReady }
                }
                for one in Self.lists {
                    let real = try JSONValue(parsing: try Fixture.data("kubernetes/\(one.file)"))
                    let ours = try await eventually("\(one.file): status is complete") {
                        let answer = try await client.get(one.path)
                        #expect(answer.code == 200, "\(one.path): \(answer.text)")
                        return Self.missing(one, in: answer.json).isEmpty ? answer.json : nil
                    }
                    #expect(Self.missing(one, in: real).isEmpty, "the recording itself")
                    // kubectl writes the kind List for what it has merged itself.
                    if real["kind"] != "List" { #expect(ours["kind"] == real["kind"]) }
                    #expect(Self.shape(one, ours).isSuperset(of: Self.types(one, real)), "\(one.file)")
                }
            }
        }

        private static func items(_ one: Case, _ list: JSONValue) -> [JSONValue] {
            (list["items"]?.array ?? []).filter { $0.name.hasPrefix(one.prefix) }
        }

        private static func missing(_ one: Case, in list: JSONValue) -> [String] {
            let items = items(one, list)
            guard !items.isEmpty else { return ["no item named \(one.prefix)…"] }
            return items.flatMap { item in
                one.fields.filter { path in
                    var value: JSONValue? = item
                    for step in path { value = value?[step] }
                    return value == nil
                }.map { "\(item.name): \($0.joined(separator: "."))" }
            }
        }

        /// The condition types and the JSON type of each asked-for field.
        private static func types(_ one: Case, _ list: JSONValue) -> Set<String> { shape(one, list) }

        private static func shape(_ one: Case, _ list: JSONValue) -> Set<String> {
            var words: Set<String> = []
            for item in items(one, list) {
                for condition in item["status", "conditions"]?.array ?? [] {
                    words.insert("condition \(condition["type"]?.string ?? "")")
                }
                for path in one.fields {
                    var value: JSONValue? = item
                    for step in path { value = value?[step] }
                    let kind =
                        switch value {
                        case .string?: "string"
                        case .int?: "number"
                        case .array?: "list"
                        case .object?: "object"
                        default: "other"
                        }
                    words.insert("\(path.joined(separator: ".")) \(kind)")
                }
            }
            return words
        }

        @Test func `discovery lists what is served, as the real one names it`() async throws {
            let real = try JSONValue(parsing: try Fixture.data("kubernetes/api-v1.json"))
            let apps = try JSONValue(parsing: try Fixture.data("kubernetes/apis-apps-v1.json"))
            @Sendable func entry(_ document: JSONValue, _ name: String) -> JSONValue? {
                document["resources"]?.array.first { $0["name"]?.string == name }
            }
            try await withCluster { _, client in
                for (path, recording) in [("/api/v1", real), ("/apis/apps/v1", apps)] {
                    let ours = try await client.get(path).json
                    #expect(ours["kind"] == recording["kind"])
                    #expect(ours["groupVersion"] == recording["groupVersion"])
                    for mine in ours["resources"]?.array ?? [] {
                        let theirs = entry(recording, mine["name"]?.string ?? "")
                        for field in ["kind", "namespaced", "singularName", "shortNames", "group", "version"] {
                            #expect(mine[field] == theirs?[field], "\(mine["name"]?.string ?? "") \(field)")
                        }
                    }
                }
                let groups = try await client.get("/apis").json["groups"]?.array ?? []
                for group in groups {
                    let version = group["preferredVersion", "groupVersion"]?.string ?? ""
                    #expect(try await client.get("/apis/\(version)").json["resources"]?.array.isEmpty == false)
                }
                for type in ResourceType.stored {
                    let root = type.group.isEmpty ? "/api/v1" : "/apis/\(type.apiVersion)"
                    #expect(try await client.get("\(root)/\(type.plural)").json["kind"]?.string == "\(type.kind)List")
                    let document = try await client.get(root).json
                    #expect(entry(document, type.plural) != nil, "\(type.plural) is not in \(root)")
                }
            }
        }

        @Test func `errors are those of a real API server`() async throws {
            var configuration = DemoCluster.Configuration.quick
            configuration.disruptionBudget = "3"
            try await withCluster(configuration) { cluster, client in
                let pod = try #require(try await cluster.readyEngines().first)
                let pods = "/api/v1/namespaces/default/pods"
                let missing = try await client.get("\(pods)/nope")
                #expect(missing.code == 404)
                #expect(missing.json == (try JSONValue(parsing: try Fixture.data("kubernetes/pod-404.json"))))

                let wrong = try await client.call(
                    "DELETE", "\(pods)/\(pod.name)",
                    ["preconditions": ["uid": "00000000-0000-0000-0000-000000000000"]])
                var expected = try JSONValue(parsing: try Fixture.data("kubernetes/delete-uid-mismatch-409.json"))
                let message = expected["message"]?.string ?? ""
                expected["message"] = .string(
                    message.replacing("vllm-opt125m-deployment-vllm-569b694564-pkgxl", with: pod.name)
                        .replacing("0201e7d8-ab60-4b06-82d4-2d2d9ce50ab5", with: pod.uid))
                expected["details", "name"] = .string(pod.name)
                #expect(wrong.code == 409)
                #expect(wrong.json == expected)

                _ = try await eventually("the budget is spent") {
                    cluster.store.items(.podDisruptionBudgets).first { $0["status", "currentHealthy"] == 3 }
                }
                let refused = try await client.call("POST", "\(pods)/\(pod.name)/eviction", ["kind": "Eviction"])
                #expect(refused.code == 429)
                #expect(refused.json == (try JSONValue(parsing: try Fixture.data("kubernetes/evict-pdb-429.json"))))
                #expect(!cluster.engines.contains { $0.isTerminating }, "nothing was killed")

                #expect(try await client.call("DELETE", "\(pods)/\(pod.name)?dryRun=All").code == 200)
                #expect(!cluster.engines.contains { $0.isTerminating }, "a dry run kills nothing")
                #expect(try await client.call("POST", "\(pods)/\(pod.name)").code == 405)
                #expect(try await client.get("/openapi/v3").code == 404)
                #expect(try await client.call("GET", pods, token: "wrong").code == 401)
            }
        }

        @Test func `watches from impossible versions say so in the stream`() async throws {
            try await withCluster(historyLimit: 20) { cluster, client in
                _ = try await cluster.readyEngines()
                let path = "/api/v1/namespaces/default/pods?watch=1&resourceVersion="
                let old = try await client.get(path + "1")
                #expect(old.code == 200)
                let expired = try #require(try PodStory.recorded("watch-old-rv.jsonl").first)
                for field in ["type"] { #expect(old.lines.first?[field] == expired[field]) }
                for field in ["kind", "apiVersion", "status", "reason", "code", "metadata"] {
                    #expect(old.lines.first?["object", field] == expired["object", field], "\(field)")
                }
                let future = try await client.get(path + "99999999")
                let timeout = try #require(try PodStory.recorded("watch-error-504.jsonl").first)
                for field in ["status", "reason", "code", "details"] {
                    #expect(future.lines.first?["object", field] == timeout["object", field], "\(field)")
                }
            }
        }
    }
}
