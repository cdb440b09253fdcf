import AsyncHTTPClient
import Foundation
import NIOCore

/// Users who read short answers through a router and think in between, so that a demo cluster is never idle.
struct BackgroundUsers: Sendable {
    struct Configuration: Sendable {
        /// `user-1` … `user-N`.
        var sessions = 8
        /// The router's address, such as `http://127.77.0.1:8000`.
        var baseURL: String
        var model = "facebook/opt-125m"
        /// Seconds of silence between an answer and the next question.
        var thinkTime: ClosedRange<Double> = 1.5...5
        /// Tokens of an answer.
        var answerLength: ClosedRange<Int> = 20...60
        /// After a failure, seconds.
        var pause = 1.0
        var seed: UInt64 = 1
        var clock = ClusterClock()
    }

    var configuration: Configuration
    /// Told after each request, with its id: what really happened, for whoever judges what is said of it.
    var onAnswer: @Sendable (_ requestID: String, _ answer: UserAnswer) -> Void = { _, _ in }

    private static let questions = [
        "How does a pod get ready?", "What is a prefix cache?", "Why did my stream stop?",
        "When should we drain a node?", "What does the router hash?", "How long is a good timeout?",
        "Who restarts a dead engine?", "How do we measure failover?",
    ]

    /// Runs until cancelled. A failure costs its user a pause, nothing more.
    func run() async {
        var settings = HTTPClient.Configuration()
        settings.httpVersion = .http1Only
        settings.timeout.connect = .seconds(3)
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        settings.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        await withTaskGroup(of: Void.self) { group in
            for number in 1...max(1, configuration.sessions) {
                group.addTask { await live(number, client) }
            }
        }
        try? await client.shutdown()
    }

    private func live(_ number: Int, _ client: HTTPClient) async {
        var random = Hash.mix(configuration.seed &* 1_000_003 &+ UInt64(number))
        func draw(_ range: ClosedRange<Double>) -> Double {
            random = Hash.mix(random)
            return range.lowerBound + (range.upperBound - range.lowerBound) * Double(random >> 11) / Double(1 << 53)
        }
        let user = "user-\(number)"
        var turn = 0
        // Not all at once.
        var wait = draw(0...configuration.thinkTime.upperBound)
        while !Task.isCancelled {
            do { try await configuration.clock.sleep(for: .seconds(wait), tolerance: .milliseconds(50)) } catch { return }
            turn += 1
            let id = "\(user)-\(configuration.seed)-\(turn)"
            let question = Self.questions[Int(draw(0...Double(Self.questions.count - 1)))]
            let lengths = configuration.answerLength
            let length = Int(draw(Double(lengths.lowerBound)...Double(lengths.upperBound)))
            let think = draw(configuration.thinkTime)
            let answer = await ask(question, length: length, user: user, id: id, client)
            if Task.isCancelled { return }
            onAnswer(id, answer)
            wait = answer == .complete ? think : configuration.pause
        }
    }

    private func ask(_ question: String, length: Int, user: String, id: String, _ client: HTTPClient) async -> UserAnswer {
        var request = HTTPClientRequest(url: configuration.baseURL + "/v1/chat/completions")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "x-user-id", value: user)
        request.headers.add(name: "X-Request-Id", value: id)
        request.body = .bytes(
            ByteBuffer(
                string: "{\"model\":\(JSONText.quote(configuration.model)),\"stream\":true,\"max_tokens\":\(length),"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\(JSONText.quote(question))}]}"))
        let end = Array("data: [DONE]\n\n".utf8)
        var (hasBegun, tail) = (false, [UInt8]())
        do {
            let response = try await client.execute(request, deadline: .distantFuture)
            guard response.status == .ok else { return .refused }
            hasBegun = true
            for try await buffer in response.body {
                tail = Array((tail + buffer.readableBytesView).suffix(end.count))
            }
            return tail == end ? .complete : .cut
        } catch {
            return hasBegun ? .cut : .refused
        }
    }
}
