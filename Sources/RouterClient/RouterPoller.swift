import AsyncHTTPClient
import ClusterModel
import Logging
import TrafficModel

/// Asks a router for all that it tells, each thing in a loop of its own, so that one that hangs does not hold the others.
struct RouterPoller: Sendable {
    let http: HTTPClient
    let target: RouterTarget
    let pace: PollingPace
    let clock: any Clock<Duration>
    let now: @Sendable () -> Moment
    let logger: Logger

    func run(emit: @escaping @Sendable (RouterFact) -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            for probe in RouterProbe.allCases where probe.applies(to: target.dialect) {
                group.addTask { await repeatedly(probe, emit: emit) }
            }
        }
    }

    private func repeatedly(_ probe: RouterProbe, emit: @Sendable (RouterFact) -> Void) async {
        var tracker = SourceTracker(unreachableAfter: pace.unreachableAfter)
        var path = probe.path(of: target.dialect)
        var isPathSafe = probe != .health
        var models: RouterFact?
        func tell(_ state: SourceState?) {
            if let source = probe.source, let state { emit(.source(source, state)) }
        }
        tell(tracker.began())
        while !Task.isCancelled {
            let began = now()
            var reading: RouterProbe.Reading
            do {
                if !isPathSafe, try await asksEveryModel() { path = RouterProbe.liveness }
                isPathSafe = true
                reading = await ask(probe, path)
            } catch {
                // Whose health costs what is not known before it answers.
                reading = failed(probe, error, since: began)
            }
            // A gateway may pass on the API alone.
            if probe == .health, reading.isMissing, path != RouterProbe.models.path(of: nil) {
                let other = await ask(probe, RouterProbe.models.path(of: nil))
                if other.isHealthy { (reading, path) = (other, RouterProbe.models.path(of: nil)) }
            }
            guard !Task.isCancelled else { return }
            // Models hardly ever change; the figures of the others are worth having each time.
            for fact in reading.facts where probe != .models || fact != models {
                emit(fact)
                if probe == .models { models = fact }
            }
            switch reading.outcome {
            case .succeeded: tell(tracker.succeeded(at: now()))
            case .failed(let reason): tell(tracker.failed(at: now(), reason))
            case .forbidden(let reason): tell(tracker.wasForbidden(reason))
            }
            let rest = pace.interval - (now() - began)
            if rest > .zero { try? await clock.sleep(for: rest) }
        }
    }

    /// `/health` of LiteLLM asks each of its models: it is never polled. Which router it is, its liveness tells.
    private func asksEveryModel() async throws -> Bool {
        guard target.dialect.map(\.isGateway) ?? true else { return false }
        let request = RouterRequest(http: http, target: target, logger: logger)
        let answer = try await within(pace.timeout, clock: clock) { try await request.get(RouterProbe.liveness) }
        return answer.status == 200 && answer.quote.contains("alive")
    }

    private func failed(_ probe: RouterProbe, _ error: any Error, since began: Moment) -> RouterProbe.Reading {
        let reason = Trouble(error, at: target).reason
        let health = RouterHealth(status: nil, latency: now() - began, problem: reason)
        return RouterProbe.Reading(outcome: .failed(reason), facts: probe == .health ? [.health(health)] : [])
    }

    private func ask(_ probe: RouterProbe, _ path: String) async -> RouterProbe.Reading {
        let began = now()
        do {
            let request = RouterRequest(http: http, target: target, logger: logger)
            let answer = try await within(pace.timeout, clock: clock) { try await request.get(path) }
            return probe.reading(answer, of: target.dialect, latency: now() - began)
        } catch {
            return failed(probe, error, since: began)
        }
    }
}
