import AsyncHTTPClient
import ClusterModel
import Logging
import TrafficModel
import WireFormats

/// Reads the own metrics of one pod over and over, for as long as it is asked to. An engine that does not answer is no
/// event: its pod tells what became of it, and its figures grow old.
struct MetricsReader: Sendable {
    let request: RouterRequest
    let subject: MetricsTarget
    let pace: PollingPace
    let clock: any Clock<Duration>
    let now: @Sendable () -> Moment
    let turns: PageTurns

    /// A picker's page may want a credential of its own: then what it chose is not known, and no source of the board is less live.
    private var source: Source? {
        switch subject.kind {
        case .engine: .engineMetrics
        case .router: .routerMetrics
        case .picker: nil
        }
    }

    func run(emit: @Sendable (RouterFact) -> Void) async {
        var tracker = SourceTracker(unreachableAfter: pace.unreachableAfter)
        func tell(_ state: SourceState?) {
            if let source, let state { emit(.source(source, state)) }
        }
        while !Task.isCancelled {
            let turn = turns.reserve(at: now(), isFirst: subject.isFirst || subject.kind != .engine)
            if turn > now() { try? await clock.sleep(for: turn - now()) }
            guard !Task.isCancelled else { return }
            let began = now()
            let outcome = await read(emit)
            guard !Task.isCancelled else { return }
            switch outcome {
            case .succeeded: tell(tracker.succeeded(at: now()))
            case .forbidden(let reason): tell(tracker.wasForbidden(reason))
            case .failed(let reason): if subject.kind == .router { tell(tracker.failed(at: now(), reason)) }
            }
            let rest = pace.interval - (now() - began)
            if rest > .zero { try? await clock.sleep(for: rest) }
        }
    }

    private func read(_ emit: @Sendable (RouterFact) -> Void) async -> RouterProbe.Outcome {
        do {
            let answer = try await within(pace.timeout, clock: clock) { try await request.get("/metrics") }
            switch answer.obstacle {
            case .forbidden(let reason): return .forbidden(reason)
            case .failure(let reason): return .failed(reason)
            case nil: break
            }
            let page = PrometheusText(answer.body)
            guard !page.samples.isEmpty else { return .failed("no metrics page: \(answer.quote)") }
            for fact in facts(page) { emit(fact) }
            return .succeeded
        } catch {
            return .failed(Trouble(error, at: request.target).reason)
        }
    }

    private func facts(_ page: PrometheusText) -> [RouterFact] {
        switch subject.kind {
        case .engine: [.engine(EngineFigures(page, of: subject.pod))]
        case .router: RouterFact.all(in: page)
        case .picker: [.picker(PickerFigures(page, of: subject.pod))]
        }
    }
}

extension RouterFact {
    /// What a router's metrics page tells.
    static func all(in page: PrometheusText) -> [RouterFact] {
        let counters = RouterCounters(page)
        return [.workers(WorkerFigures.all(in: page))] + (counters.isEmpty ? [] : [.counters(counters)])
    }
}
