import AsyncHTTPClient
import ClusterModel
import Foundation
import RouterClient
import TrafficModel

/// Reads many answers at once through the real client, over real connections, and prints as JSON how many tokens came
/// and what that cost this process.
///
/// failtop-streams-bench URL STREAMS TOKENS
@main
enum StreamsBenchmark {
    private struct Report: Encodable {
        var tokens = 0
        /// Streams that ended with a finish reason.
        var complete = 0
        /// Seconds, on all cores together.
        var processor = 0.0
        /// Seconds from the first token to the last.
        var lasted = 0.0
    }

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let streams = Int(arguments[2]), let tokens = Int(arguments[3])
        else {
            FileHandle.standardError.write(Data("failtop-streams-bench URL STREAMS TOKENS\n".utf8))
            exit(2)
        }
        let seen = TokenCount()
        let before = processorTime
        try await HTTPClient.withHTTPClient(configuration: .router) { http in
            let began = ContinuousClock.now
            let client = RouterClient.live(http: http) { Moment(ContinuousClock.now - began) }
            let target = try RouterTarget(base: arguments[1])
            await withTaskGroup { group in
                for number in 0..<streams {
                    let request = StreamRequest(
                        id: "bench-\(number)", session: "bench-\(number)", sessionHeader: "x-user-id", api: .chat,
                        model: "facebook/opt-125m", prompt: "Hello", maxTokens: tokens, purpose: .question)
                    group.addTask { await client.stream(request, to: target) { seen.note($0) } }
                }
            }
        }
        let report = Report(
            tokens: seen.tokens, complete: seen.complete, processor: processorTime - before, lasted: seen.seconds)
        print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    }

    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
