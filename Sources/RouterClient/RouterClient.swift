import AsyncHTTPClient
import ClusterModel
import Logging
import TrafficModel

/// What the board asks of a router.
///
/// Both calls report by `emit`, in order, and return when there is no more to report. They end early with the task
/// they run in. Nothing is kept between calls but which options a server refused.
package struct RouterClient: Sendable {
    package typealias Stream =
        @Sendable (StreamRequest, RouterTarget, @escaping @Sendable (StreamFact) -> Void) async -> Void
    package typealias Poll = @Sendable (RouterTarget, @escaping @Sendable (RouterFact) -> Void) async -> Void

    package typealias ReadMetrics =
        @Sendable (MetricsTarget, RouterTarget, @escaping @Sendable (RouterFact) -> Void) async -> Void

    private let streaming: Stream
    private let polling: Poll
    private let reading: ReadMetrics

    package init(stream: @escaping Stream, poll: @escaping Poll, readMetrics: @escaping ReadMetrics = { _, _, _ in }) {
        streaming = stream
        polling = poll
        reading = readMetrics
    }

    /// Sends a streaming request and reports what comes back, token by token. The last fact is `.closed`, exactly once.
    package func stream(
        _ request: StreamRequest, to target: RouterTarget, emit: @escaping @Sendable (StreamFact) -> Void
    ) async {
        await streaming(request, target, emit)
    }

    /// Asks for health, metrics, engines and models, over and over, until the task is cancelled.
    package func poll(_ target: RouterTarget, emit: @escaping @Sendable (RouterFact) -> Void) async {
        await polling(target, emit)
    }

    /// Reads the own metrics of an engine or a router, over and over, until the task is cancelled.
    package func readMetrics(
        of subject: MetricsTarget, at target: RouterTarget, emit: @escaping @Sendable (RouterFact) -> Void
    ) async {
        await reading(subject, target, emit)
    }

    /// The real thing.
    ///
    /// - Parameters:
    ///   - http: best configured by `HTTPClient.Configuration.router`. It stays the caller's to shut down.
    ///   - now: the program's monotonic clock.
    package static func live(
        http: HTTPClient, now: @escaping @Sendable () -> Moment, pace: PollingPace = .standard,
        clock: any Clock<Duration> = ContinuousClock(), logger: Logger = Logger(label: "router")
    ) -> RouterClient {
        let memory = ExtrasMemory()
        let turns = PageTurns(perSecond: pace.pagesPerSecond)
        return RouterClient(
            stream: { request, target, emit in
                let call = StreamCall(http: target.http ?? http, logger: logger, memory: memory)
                await call.run(request, target: target, emit: emit)
            },
            poll: { target, emit in
                let poller = RouterPoller(
                    http: target.http ?? http, target: target, pace: pace, clock: clock, now: now, logger: logger)
                await poller.run(emit: emit)
            },
            readMetrics: { subject, target, emit in
                let request = RouterRequest(http: target.http ?? http, target: target, logger: logger)
                let reader = MetricsReader(request: request, subject: subject, pace: pace, clock: clock, now: now, turns: turns)
                await reader.run(emit: emit)
            })
    }
}
