@testable import KubernetesClient
import NIOHTTP1
import Synchronization
import Testing


@Suite(.timeLimit(.minutes(1))) struct HeartbeatTests {
    /// What the heartbeat finds where the server's answer to `/version` has this status; nil is no answer at all.
    private func miss(_ status: HTTPResponseStatus?) async throws -> Heartbeat.Miss? {
        try await Watching.inFolder { folder, http in
            let asked = Told<Void>()
            let api = try await ScriptedAPI(path: folder.socket) { request, answer in
                asked.add(())
                if let status { answer.whole(status: status, "{}") }
            }
            var run = Watching.run()
            run.rules.heartbeat = .milliseconds(5)
            // Only a server that is silent is to be given up.
            run.rules.heartbeatLimit = status == nil ? .milliseconds(50) : .seconds(20)
            let start = run.now()
            let heartbeat = Heartbeat(transport: try Watching.transport(socket: folder.socket, http: http), run: run)
            var miss: Heartbeat.Miss?
            try await Watching.beside({ try await heartbeat.untilCancelled { _ in } }) {
                // The second question comes when the first is settled.
                _ = try await asked.first(from: 1) { _ in true }
                miss = heartbeat.miss(since: start)
                #expect(heartbeat.miss(since: run.now()) == nil, "only a question asked later counts")
            }
            await api.close()
            return miss
        }
    }

    @Test(arguments: [.ok, .forbidden, .unauthorized, .notFound, .tooManyRequests] as [HTTPResponseStatus])
    func `an answer of the server is a sign of life, a refusal too`(status: HTTPResponseStatus) async throws {
        #expect(try await miss(status) == nil)
    }

    @Test func `the server's clock is told at first, and again only when it has gone another way`() async throws {
        try await Watching.inFolder { folder, http in
            let dates = Told<String>()
            let api = try await ScriptedAPI(path: folder.socket) { request, answer in
                dates.add(request.uri)
                // An hour later from the third answer on.
                let hour = dates.all.count < 3 ? "20" : "21"
                answer.whole(headers: ["Date": "Tue, 24 Nov 2026 \(hour):00:00 GMT"], #"{"gitVersion":"v1.36.1"}"#)
            }
            var run = Watching.run()
            run.rules.heartbeat = .milliseconds(5)
            let heartbeat = Heartbeat(transport: try Watching.transport(socket: folder.socket, http: http), run: run)
            let told = Told<Heartbeat.News>()
            try await Watching.beside({ try await heartbeat.untilCancelled { told.add($0) } }) {
                _ = try await dates.first(from: 5) { _ in true }
                #expect(told.all == [.version("v1.36.1"), .clock(1_795_550_400), .clock(1_795_554_000)])
            }
            await api.close()
        }
    }

    @Test(arguments: ["", "yesterday", "Tue, 24 Nov 2026", "Tue, 99 Nov 2026 20:00:00 GMT", "\u{1B}[31m"])
    func `what is no date tells no time`(text: String) {
        #expect(Heartbeat.seconds(ofDate: text) == nil)
    }

    @Test(arguments: [nil, .internalServerError, .badGateway, .serviceUnavailable, .gatewayTimeout] as [HTTPResponseStatus?])
    func `silence is none, nor an answer from the way there`(status: HTTPResponseStatus?) async throws {
        let miss = try await miss(status)
        #expect(miss != nil && miss?.lastAnswer == nil)
    }
}
