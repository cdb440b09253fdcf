import Foundation
import Testing

@testable import DemoCluster

/// A scenario's whole cluster with its real engines and router, quick and without background users.
struct ScenarioWorld: Sendable {
    static let pods = "/api/v1/namespaces/default/pods"
    static let routerProxy = "/api/v1/namespaces/default/services/vllm-router-service:80/proxy"

    let cluster: DemoCluster
    let client: TestClient

    /// - Parameter change: what the test wants otherwise than the scenario, as flags on the command line would.
    static func run(
        _ name: String, _ change: (inout DemoCluster.Configuration) throws -> Void = { _ in },
        _ body: @escaping @Sendable (ScenarioWorld) async throws -> Void
    ) async throws {
        var configuration = DemoCluster.Configuration.quick
        configuration.apply(try .named(name))
        configuration.sessions = 0
        configuration.tokensPerSecond = 20
        configuration.startupDelay = .milliseconds(1_500)
        try change(&configuration)
        try await serve(.complete(configuration)) { cluster, client in
            try await body(ScenarioWorld(cluster: cluster, client: client))
        }
    }

    /// The address of the router, once it is ready and has found all engines that there are.
    /// - Parameter pods: those of the engines, where one engine is several.
    func router(pods: Int? = nil) async throws -> String {
        _ = try await cluster.readyEngines(pods ?? cluster.configuration.engines)
        return try await eventually("the router knows all engines") {
            guard let router = cluster.pods("vllm-deployment-router").first, router.isPodReady,
                let found = try? await Fetch.get(router.podIP, "/engines"), found.status == 200,
                try JSONValue(parsing: Data(found.text.utf8)).array.count == cluster.configuration.engines
            else { return nil }
            return router.podIP
        }
    }

    /// The router pod, once it is ready.
    func readyRouter() async throws -> JSONValue {
        try await eventually("the router is ready") {
            cluster.pods("vllm-deployment-router").first { $0.isPodReady }
        }
    }

    /// The log without colours, as the API serves it.
    func log(of pod: String, container: String? = nil, previous: Bool = false) async throws -> String {
        let part = container.map { "&container=\($0)" } ?? ""
        let answer = try await client.get("\(Self.pods)/\(pod)/log?previous=\(previous)\(part)")
        return answer.text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    }

    /// What the real kubectl answers.
    @discardableResult
    func kubectl(_ arguments: String) async throws -> String {
        let output = try await ClusterTests.KubectlTests.kubectl(client, arguments)
        #expect(output.code == 0, "kubectl \(arguments): \(output.errors)")
        return output.text
    }

    /// An object as it is now.
    func now(_ pod: JSONValue) -> JSONValue? {
        cluster.store.get(.pods, ObjectName(pod)).flatMap { $0.uid == pod.uid ? $0 : nil }
    }

    func routerLog() async throws -> String {
        try await log(of: try #require(cluster.pods("vllm-deployment-router").first).name)
    }

    /// The engine that a request was sent to first, by the router's log.
    func engine(of id: String) async throws -> JSONValue {
        let log = try await routerLog()
        let match = try #require(try Regex("Routing request \(id) .* to http://([0-9.]+):([0-9]+)").firstMatch(in: log))
        let (ip, port) = (match.output[1].substring.map(String.init), match.output[2].substring.flatMap { Int($0) })
        return try #require(cluster.engines.first { $0.podIP == ip && $0.declaredPort == port })
    }

    /// Asks for a short answer through the router and tells which engine gave it.
    func engine(_ router: String, header: String = "x-user-id", session: String) async throws -> String {
        let id = UUID().uuidString
        let answer = try await Fetch.post(
            router, "/v1/chat/completions", Self.chat(1), [header: session, "X-Request-Id": id])
        #expect(answer.status == 200)
        return try await engine(of: id).name
    }

    /// Streams on a bare socket; once so many tokens have come, `act` is called with the pod that serves the stream.
    func stream(
        _ router: String, tokens: Int, at moment: Int,
        act: @escaping @Sendable (JSONValue) async throws -> Void
    ) async throws -> RawExchange {
        let id = UUID().uuidString
        let hasActed = Latch<Void>()
        let request = RawExchange.post(
            "/v1/chat/completions", Self.chat(tokens),
            ["x-user-id": "9999", "X-Request-Id": id, "Connection": "close"])
        return try await RawExchange.run(router, request) { text in
            guard RawExchange.tokens(in: text) >= moment, hasActed.current == nil else { return }
            hasActed.set(())
            try await act(try await engine(of: id))
        }
    }

    /// - Parameter grace: seconds; nil takes the pod's own.
    @discardableResult
    func delete(_ pod: JSONValue, grace: Int? = nil) async throws -> TestClient.Answer {
        let options: JSONValue = grace.map { ["gracePeriodSeconds": .int($0)] } ?? [:]
        return try await client.call("DELETE", "\(Self.pods)/\(pod.name)", options)
    }

    /// The pod that came in the place of another.
    func replacement(of old: [JSONValue], where condition: (JSONValue) -> Bool) async throws -> JSONValue {
        try await eventually("the replacement") {
            cluster.engines.first { pod in !old.contains { $0.uid == pod.uid } && condition(pod) }
        }
    }

    static func chat(_ tokens: Int, _ more: String = "") -> String {
        "{\"model\":\"facebook/opt-125m\",\"stream\":true,\"max_tokens\":\(tokens)\(more),"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"What is a drain?\"}]}"
    }
}

extension JSONValue {
    /// Where an engine serves.
    var declaredPort: Int? { servingContainer?["ports"]?.array.first?["containerPort"]?.int }
}

extension RawExchange {
    /// The tokens of a chat stream so far.
    static func tokens(in text: String) -> Int {
        max(0, text.components(separatedBy: "\"delta\":{\"content\":").count - 1)
    }

    var tokens: Int { Self.tokens(in: text) }
    var isDone: Bool { text.contains("data: [DONE]") }
    var hasFinishReason: Bool { text.contains("\"finish_reason\":\"") }
    var hasTerminator: Bool { text.hasSuffix("\r\n0\r\n\r\n") }
}
