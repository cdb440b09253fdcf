import Testing

@testable import DemoCluster

extension ClusterTests {
    struct AccessScenarioTests {
        private func mayI(_ verb: String, _ resource: String, _ world: ScenarioWorld) async throws -> JSONValue? {
            let words = resource.split(separator: "/").map(String.init)
            var attributes: JSONValue = ["verb": .string(verb), "resource": .string(words[0]), "namespace": "default"]
            if words.count > 1 { attributes["subresource"] = .string(words[1]) }
            let answer = try await world.client.call(
                "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                [
                    "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
                    "spec": ["resourceAttributes": attributes],
                ])
            #expect(answer.code == 201)
            return answer.json["status", "allowed"]
        }

        @Test func `forbidden: access reviews and requests agree`() async throws {
            try await ScenarioWorld.run("forbidden") { world in
                let pod = try #require(try await world.cluster.readyEngines().first)
                for (verb, resource) in [
                    ("delete", "pods"), ("deletecollection", "pods"), ("get", "pods/log"), ("create", "pods/eviction"),
                    ("*", "*"),
                ] {
                    #expect(try await mayI(verb, resource, world) == false, "\(verb) \(resource)")
                }
                for (verb, resource) in [("list", "pods"), ("watch", "pods"), ("get", "services/proxy")] {
                    #expect(try await mayI(verb, resource, world) == true, "\(verb) \(resource)")
                }
                let path = "\(ScenarioWorld.pods)/\(pod.name)"
                let deletion = try await world.client.call("DELETE", path, ["gracePeriodSeconds": 0])
                #expect(deletion.code == 403)
                #expect(deletion.json["reason"] == "Forbidden")
                #expect(
                    deletion.json["message"]?.string
                        == "pods \"\(pod.name)\" is forbidden: User \"failtop-demo\" cannot delete resource \"pods\" in "
                        + "API group \"\" in the namespace \"default\"")
                #expect(deletion.json["details"] == ["name": .string(pod.name), "kind": "pods"])
                let log = try await world.client.get(path + "/log")
                #expect(log.code == 403 && log.text.contains("cannot get resource \\\"pods/log\\\" in API group"))
                let all = try await world.client.call("DELETE", ScenarioWorld.pods, [:])
                #expect(all.json["message"]?.string?.hasPrefix("pods is forbidden: User ") == true)
                let eviction = try await world.client.call("POST", path + "/eviction", [:])
                #expect(eviction.code == 403)
                #expect(world.cluster.engines.contains { $0.uid == pod.uid && !$0.isTerminating })
                #expect(try await world.client.get(ScenarioWorld.pods).code == 200)
            }
        }

        @Test func `forbidden: kubectl says no`() async throws {
            try await ScenarioWorld.run("forbidden") { world in
                let pod = try #require(try await world.cluster.readyEngines().first)
                func kubectl(_ arguments: String) async throws -> KubectlTests.Output {
                    try await KubectlTests.kubectl(world.client, arguments)
                }
                #expect(try await kubectl("auth can-i delete pods").text.hasPrefix("no"))
                #expect(try await kubectl("auth can-i get pods --subresource=log").text.hasPrefix("no"))
                #expect(try await kubectl("auth can-i list pods").text.hasPrefix("yes"))
                let rules = try await kubectl("auth can-i --list")
                let row = rules.text.split(separator: "\n").first { $0.hasPrefix("pods ") }
                #expect(row?.contains("[create get list patch update watch]") == true, "\(rules.text)")
                let deletion = try await kubectl("delete pod \(pod.name) --now")
                #expect(deletion.code == 1)
                #expect(deletion.errors.contains("Error from server (Forbidden): pods \"\(pod.name)\" is forbidden: User"))
                #expect(try await kubectl("logs \(pod.name)").errors.contains("cannot get resource \"pods/log\""))
                #expect(try await kubectl("get pods").text.contains(pod.name))
            }
        }

        @Test func `budget-blocks-eviction: evictions are refused, deletions not`() async throws {
            try await ScenarioWorld.run("budget-blocks-eviction") { world in
                let pod = try #require(try await world.cluster.readyEngines().first)
                let budgets = try await world.client.get("/apis/policy/v1/namespaces/default/poddisruptionbudgets")
                let budget = try #require(budgets.json["items"]?.array.first)
                #expect(budget["spec", "minAvailable"] == "100%")
                #expect(budget["status", "disruptionsAllowed"] == 0)
                let path = "\(ScenarioWorld.pods)/\(pod.name)"
                let eviction = try await world.client.call("POST", path + "/eviction", [:])
                #expect(eviction.code == 429)
                #expect(eviction.json["details", "causes"]?.array.first?["reason"] == "DisruptionBudget")
                #expect(try await world.delete(pod, grace: 0).code == 200)
            }
        }
    }
}
