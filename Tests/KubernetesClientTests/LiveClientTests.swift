import ClusterModel
import Foundation
@testable import KubernetesClient
import NIOCore
import TestSupport
import Testing

/// The whole client against a scripted server.
@Suite(.timeLimit(.minutes(1))) struct LiveClientTests {
    private func access(_ folder: ProxyFolder) -> ClusterAccess {
        let address = "http+unix://" + APIConnection.encoded(folder.socket)
        return .direct(url: address, token: nil, caPEM: nil, context: "test", namespace: "ns")
    }

    @Test func `all sources come alive, and a kill is carried out while they run`() async throws {
        try await Watching.inFolder { folder, http in
            let kills = Told<ScriptedAPI.Request>()
            let requests = Told<ScriptedAPI.Request>()
            let api = try await ScriptedAPI(path: folder.socket) { request, answer in
                requests.add(request)
                if request.uri == "/version" { return answer.whole(#"{"gitVersion":"v1.36.0"}"#) }
                if request.method == .POST { return answer.whole(#"{"status":{"allowed":true}}"#) }
                if request.method == .DELETE {
                    kills.add(request)
                    return answer.whole("{}")
                }
                request.isWatch ? answer.begin() : answer.whole(Watching.list([], version: 1))
            }
            let client = try KubernetesClient.live(access(folder), http: http, context: Watching.run())
            let told = Told<KubernetesFact>()
            let rules = AccessRule.all.filter { $0.purpose == .watch && !$0.resource.contains("/") }
            let allowed = Set(rules.flatMap { rule in rule.verbs.map { "\($0) \(rule.group)/\(rule.resource)" } })
                .subtracting(["get /pods"])
            try await Watching.beside({ try await client.run { told.add($0) } }) {
                for source in Source.allCases where ![.routerHealth, .routerMetrics, .routerEngines, .routerLog, .engineMetrics].contains(source) {
                    try await told.first { $0 == .source(source, .live) }
                }
                try await told.first {
                    $0 == .connected(ClusterIdentity(context: "test", namespace: "ns", version: "v1.36.0"))
                }
                try await told.first { if case .access = $0 { true } else { false } }
                // A list makes a source live, and its watch comes after.
                _ = try await Program.eventually("everything is watched") {
                    allowed.isSubset(of: requests.all.compactMap(Self.right)) ? true : nil
                }
                let order = KillOrder(pod: PodIdentity(name: "a", uid: "u"), namespace: "ns", kind: .now)
                // How fast is a row of the benchmarks: `kills`.
                #expect(await client.kill(order) == .killAccepted(order))
                #expect(kills.all.map(\.uri) == ["/api/v1/namespaces/ns/pods/a"])
            }
            #expect(told.all.first == .connected(ClusterIdentity(context: "test", namespace: "ns")))
            let reviews = told.all.compactMap { if case .access(let reviews) = $0 { reviews } else { nil } }
            #expect(reviews.count == 1 && reviews.first?.allSatisfy { $0.isAllowed == true } == true)
            // What a role for it must allow, no more and no less.
            let done = Set(requests.all.compactMap(Self.right))
            #expect(done.subtracting(["delete /pods"]) == allowed)
            await api.close()
        }
    }

    /// `list apps/deployments`; nil for what needs no right.
    private static func right(_ request: ScriptedAPI.Request) -> String? {
        guard request.method != .POST, request.uri != "/version" else { return nil }
        let parts = request.uri.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        let rest = parts.dropFirst(parts.first == "apis" ? 3 : 2)
        let resource = rest.first == "namespaces" ? rest.dropFirst(2).first : rest.first
        let verb = request.method == .DELETE ? "delete" : request.isWatch ? "watch" : "list"
        return resource.map { "\(verb) \(parts.first == "apis" ? parts[1] : "")/\($0)" }
    }

    @Test func `what was forbidden is asked again, and nothing else is`() async throws {
        try await Watching.inFolder { folder, http in
            let asked = Told<String>()
            let api = try await ScriptedAPI(path: folder.socket) { request, answer in
                if request.uri == "/version" { return answer.whole(#"{"gitVersion":"v1.36.0"}"#) }
                if request.method == .POST {
                    asked.add(request.body)
                    let isFirst = request.body.contains("eviction") && asked.all.count { $0.contains("eviction") } == 1
                    return answer.whole(#"{"status":{"allowed":\#(!isFirst)}}"#)
                }
                request.isWatch ? answer.begin() : answer.whole(Watching.list([], version: 1))
            }
            var run = Watching.run()
            run.rules.forbiddenRetry = .milliseconds(50)
            let client = try KubernetesClient.live(access(folder), http: http, context: run)
            let told = Told<KubernetesFact>()
            try await Watching.beside({ try await client.run { told.add($0) } }) {
                try await told.first {
                    if case .access(let reviews) = $0 { reviews.allSatisfy { $0.isAllowed == true } } else { false }
                }
            }
            let reviews = told.all.compactMap { if case .access(let reviews) = $0 { reviews } else { nil } }
            #expect(reviews.map { $0.filter { $0.isAllowed != true }.map(\.resource) } == [["pods/eviction"], []])
            #expect(asked.all.count == reviews.first.map { $0.count + 1 })
            await api.close()
        }
    }

    @Test func `a kill that finds no server is refused with the reason`() async throws {
        try await Watching.inFolder { folder, http in
            let client = try KubernetesClient.live(access(folder), http: http, context: Watching.run())
            let order = KillOrder(pod: PodIdentity(name: "a", uid: "u"), namespace: "ns", kind: .evict)
            guard case .killRefused(order, .notSent(let reason)) = await client.kill(order) else {
                Issue.record("not refused")
                return
            }
            #expect(!reason.isEmpty)
        }
    }
}
