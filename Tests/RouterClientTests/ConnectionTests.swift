import AsyncHTTPClient
import RouterClient
import TestSupport
import Testing
import TrafficModel

/// Ends that are not the answer's: nobody there, and the operator's own cancelling.
@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
    private func closing(base: String) async throws -> [StreamFact] {
        try await HTTPClient.withHTTPClient(configuration: .router) { http in
            let seen = Seen<StreamFact>()
            let target = try RouterTarget(base: base)
            await RouterClient.live(http: http, now: { .zero }).stream(StreamTests.request(), to: target) {
                seen.add($0)
            }
            return seen.all
        }
    }

    @Test func nobodyListens() async throws {
        let port = try await ScriptedServer.with({ _ in [] }) { $0.port }
        let facts = try await closing(base: "http://127.0.0.1:\(port)")
        let reason = "127.0.0.1:\(port): the connection was refused; nothing listens there"
        #expect(facts == [.closed("r1", .unreachable(reason))])
    }

    @Test func noSuchSocket() async throws {
        let facts = try await closing(base: "http+unix://%2Fnonexistent%2Fproxy.sock/api")
        #expect(
            facts == [
                .closed("r1", .unreachable("/nonexistent/proxy.sock: the socket does not exist; has the proxy ended?"))
            ])
    }

    @Test func noSuchName() async throws {
        let facts = try await closing(base: "http://no-such-host.invalid:80")
        guard case .closed("r1", .unreachable(let reason)) = facts.first else {
            return #expect(Bool(false), "\(facts)")
        }
        #expect(reason.contains("no-such-host.invalid"))
        #expect(facts.count == 1)
    }

    @Test func closedOrGarbageBeforeAnyAnswer() async throws {
        let closed = try await ScriptedServer.with({ _ in [.end] }) { try await closing(base: $0.url) }
        #expect(closed == [.closed("r1", .unreachable("the connection was closed before the end of the answer"))])
        let garbage = try await ScriptedServer.with({ _ in [.send("hello\r\n\r\n")] }) {
            try await closing(base: $0.url)
        }
        guard case .closed("r1", .unreachable) = garbage.first else { return #expect(Bool(false), "\(garbage)") }
        #expect(garbage.count == 1)
    }

    /// Cancels the stream when `ready` has seen enough of it, and returns all that it told.
    private func cancelling(
        _ script: @escaping ScriptedServer.Script, when ready: @escaping @Sendable (StreamFact) -> Bool
    ) async throws -> [StreamFact] {
        try await ScriptedServer.with(script) { server in
            try await HTTPClient.withHTTPClient(configuration: .router) { http in
                let seen = Seen<StreamFact>()
                let target = try RouterTarget(base: server.url)
                let client = RouterClient.live(http: http, now: { .zero })
                await withTaskGroup(of: Void.self) { group in
                    group.addTask {
                        await client.stream(StreamTests.request(), to: target) { seen.add($0) }
                    }
                    await seen.wait(for: ready)
                    group.cancelAll()
                }
                return seen.all
            }
        }
    }

    @Test func tokensArriveAsTheyComeAndAHangCanBeCancelled() async throws {
        // The script never ends: the token can only be seen if nothing holds it back.
        let facts = try await cancelling({ _ in [.send(HTTPText.events), HTTPText.chunk(HTTPText.token("a"))] }) {
            $0 == .text("r1", "a")
        }
        #expect(facts == [.opened("r1", status: 200), .text("r1", "a"), .closed("r1", .cancelled)])
    }

    @Test func manyStreamsAtOnceDoNotWaitForEachOther() async throws {
        let script: ScriptedServer.Script = { _ in [.send(HTTPText.events), HTTPText.chunk(HTTPText.token("a"))] }
        try await ScriptedServer.with(script) { server in
            try await HTTPClient.withHTTPClient(configuration: .router) { http in
                let seen = Seen<StreamFact>()
                let target = try RouterTarget(base: server.url)
                let client = RouterClient.live(http: http, now: { .zero })
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<40 {
                        group.addTask { await client.stream(StreamTests.request(), to: target) { seen.add($0) } }
                    }
                    for _ in 0..<40 { await seen.wait { $0 == .text("r1", "a") } }
                    group.cancelAll()
                }
                #expect(seen.all.filter { $0 == .closed("r1", .cancelled) }.count == 40)
            }
        }
    }

    @Test func cancellingBeforeTheAnswer() async throws {
        let requested = Seen<String>()
        let facts = try await ScriptedServer.with({ request in
            requested.add(request)
            return []
        }) { server in
            try await HTTPClient.withHTTPClient(configuration: .router) { http in
                let seen = Seen<StreamFact>()
                let target = try RouterTarget(base: server.url)
                let client = RouterClient.live(http: http, now: { .zero })
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await client.stream(StreamTests.request(), to: target) { seen.add($0) } }
                    await requested.wait { _ in true }
                    group.cancelAll()
                }
                return seen.all
            }
        }
        #expect(facts == [.closed("r1", .cancelled)])
    }
}
