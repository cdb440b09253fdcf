import Foundation
import Synchronization
import Testing

@testable import DemoCluster

/// A router and three engines on loopback, with the pods shown by hand.
struct RouterTestCluster: Sendable {
    static let model = "facebook/opt-125m"

    var bench: WorkloadTestBench
    var routerIP: String
    var engineIPs: [String]
    var engines: [EngineWorkload]

    static func name(_ index: Int) -> String { "engine-\(index)" }

    /// - Parameter subnet: a number of its own for each test.
    static func run(
        subnet: Int, arguments: [String], tokensPerSecond: Double = 300,
        change: (inout EngineConfiguration) -> Void = { _ in },
        _ work: (RouterTestCluster) async throws -> Void
    ) async throws {
        let bench = WorkloadTestBench()
        var configuration = EngineConfiguration()
        configuration.tokensPerSecond = tokensPerSecond
        configuration.timeToFirstToken = .milliseconds(5)
        configuration.modelLoad = .zero
        change(&configuration)
        let engineIPs = (1...3).map { "127.78.\(subnet).\($0)" }
        let engineBench = WorkloadTestBench()
        let engines = engineIPs.enumerated().map { index, ip in
            EngineWorkload(configuration, context: engineBench.context(name(index), ip: ip))
        }
        let routerIP = "127.78.\(subnet).100"
        let router = try RouterWorkload(context: bench.context("router", ip: routerIP, arguments: arguments))
        let cluster = RouterTestCluster(bench: bench, routerIP: routerIP, engineIPs: engineIPs, engines: engines)
        for engine in engines { try await engine.start() }
        try await router.start()
        let result: Result<Void, any Error>
        do {
            for index in engines.indices { bench.show(.ready(name(index), engineIPs[index])) }
            try await expectEventually("three engines discovered") {
                bench.lines.filter { $0.contains("Discovered new serving engine") }.count == 3
            }
            try await work(cluster)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await router.kill()
        for engine in engines { await engine.kill() }
        #expect(await router.exitCode() == 137)
        try result.get()
    }

    func body(_ tokens: Int, question: String = "What is a drain?", stream: Bool = true) -> String {
        "{\"model\":\"\(Self.model)\",\"stream\":\(stream),\"max_tokens\":\(tokens),"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"\(question)\"}]}"
    }

    /// The addresses that a request was sent to, by the router's log.
    func routes(of id: String) -> [String] {
        bench.plainLines.compactMap { line in
            guard line.contains("Routing request \(id) "), let to = line.range(of: " to http://") else { return nil }
            return line[to.upperBound...].prefix { $0 != ":" && $0 != " " }.description
        }
    }

    /// The engine that serves a session, asked with a one-token request.
    func home(of session: String) async throws -> String {
        let id = UUID().uuidString
        let answer = try await Fetch.post(
            routerIP, "/v1/chat/completions", body(1), ["x-user-id": session, "X-Request-Id": id])
        #expect(answer.status == 200)
        return try #require(routes(of: id).last)
    }

    func engine(at ip: String) throws -> EngineWorkload {
        engines[try #require(engineIPs.firstIndex(of: ip))]
    }

    /// Streams through the router on a bare socket and kills the engine that serves it after some tokens.
    func streamOverDeath(_ path: String, _ body: String, id: String, after tokens: Int) async throws -> RawExchange {
        let isDone = Mutex(false)
        let headers = ["x-user-id": "s1", "X-Request-Id": id, "Connection": "close"]
        return try await RawExchange.run(routerIP, RawExchange.post(path, body, headers)) { text in
            guard text.components(separatedBy: "data: ").count > tokens else { return }
            guard
                isDone.withLock({ done in
                    defer { done = true }; return !done
                })
            else { return }
            await (try engine(at: try #require(routes(of: id).last))).kill()
        }
    }
}

extension RawExchange {
    /// The body with the chunk lengths taken out.
    var dechunked: String {
        guard let head = text.range(of: "\r\n\r\n") else { return "" }
        var rest = Substring(text[head.upperBound...])
        var body = ""
        while let end = rest.range(of: "\r\n"), let length = Int(rest[..<end.lowerBound], radix: 16), length > 0 {
            let chunk = rest[end.upperBound...]
            body += String(decoding: chunk.utf8.prefix(length), as: UTF8.self)
            rest = Substring(String(decoding: chunk.utf8.dropFirst(length + 2), as: UTF8.self))
        }
        return body
    }
}
