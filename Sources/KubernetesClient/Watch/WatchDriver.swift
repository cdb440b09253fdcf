import AsyncHTTPClient
import ClusterModel
import Foundation
import Logging
import NIOCore
import Synchronization
import WireFormats

/// Carries out what a `ListWatch` asks for, against the API server, until cancelled.
///
/// Concurrency: the machine is behind a mutex because the task that reads a watch and the one that minds its silence
/// are two; only one of them ever feeds it. An event goes from the socket to `emit` in the reading task itself:
/// nothing is polled and nothing collected.
final class WatchDriver<Item: WireObject>: Sendable {
    typealias Machine = ListWatch<Item.Model>

    private enum WatchEnd: Sendable {
        case read(WatchNext?)
        case silent
        case cutOff(Heartbeat.Miss)
    }

    let kind: WatchedKind<Item>
    let namespace: String
    let run: RunContext
    let transport: APITransport
    /// A list that needs more than one page is left to somebody else.
    private let endsWhenPaged: Bool
    private let heartbeat: Heartbeat?
    private let machine: Mutex<Machine>
    private let lastHeard: Mutex<Moment>

    init(
        _ kind: WatchedKind<Item>, namespace: String, transport: APITransport, run: RunContext,
        heartbeat: Heartbeat? = nil, endsWhenPaged: Bool = false
    ) {
        self.kind = kind
        self.namespace = namespace
        self.transport = transport
        self.run = run
        self.heartbeat = heartbeat
        self.endsWhenPaged = endsWhenPaged
        machine = Mutex(
            Machine(rules: run.rules, isReadAnewAfterBreak: kind.isReadAnewAfterBreak, random: run.random))
        lastHeard = Mutex(run.now())
    }

    func untilCancelled(_ emit: @escaping @Sendable (KubernetesFact) -> Void) async throws {
        let kind = kind
        try await follow { report in
            switch report {
            case .state(let state): emit(.source(kind.source, state))
            case .change(let change): emit(kind.fact(change))
            case .skipped: break
            }
        }
    }

    /// Until cancelled, or until a list turns out to need pages where that is not wanted.
    func follow(_ emit: @escaping @Sendable (WatchReport<Item.Model>) -> Void) async throws {
        var next = feed(emit) { $0.start(at: $1) }
        while let step = next {
            try Task.checkCancellation()
            switch step {
            case .list(let token): next = try await list(token, emit)
            case .watch(let version, let timeout): next = try await watch(version, timeout, emit)
            case .wait(let duration):
                let isServerBack = try await wait(duration)
                next = feed(emit) { $0.waited(at: $1, isServerBack: isServerBack) }
            }
        }
    }

    /// Gives the machine what happened and tells what it reports.
    @discardableResult
    private func feed(
        _ emit: @Sendable (WatchReport<Item.Model>) -> Void, _ input: (inout Machine, Moment) -> Machine.Step
    ) -> WatchNext? {
        let now = run.now()
        let step = machine.withLock { input(&$0, now) }
        for report in step.reports {
            if case .skipped(let count) = report {
                run.logger.warning(
                    "objects not understood", metadata: ["kind": "\(kind.resource)", "count": "\(count)"])
            }
            emit(report)
        }
        return step.next
    }

    private func failed(_ error: any Error, _ emit: @Sendable (WatchReport<Item.Model>) -> Void) throws -> WatchNext? {
        guard let failure = error as? RequestFailure else { throw error }
        run.logger.debug("request failed", metadata: ["kind": "\(kind.resource)", "reason": "\(failure.message)"])
        return feed(emit) { $0.failed(failure, at: $1) }
    }

    private func list(_ token: String?, _ emit: @Sendable (WatchReport<Item.Model>) -> Void) async throws -> WatchNext? {
        var query = [(name: "limit", value: String(kind.pageSize ?? run.rules.pageSize))]
        if let token { query.append((name: "continue", value: token)) }
        do {
            let data = try await answer(to: request(query))
            guard let page = try? Item.page(of: data) else {
                throw RequestFailure(.malformed, "the list of \(kind.resource) is not what the API promises")
            }
            if endsWhenPaged, page.next?.isEmpty == false { return nil }
            return feed(emit) { $0.pageArrived(page, at: $1) }
        } catch let failure as RequestFailure where kind.mayBeUnserved && failure.isUnservedKind {
            emit(.change(.replaced([])))
            emit(.state(.live))
            return nil
        } catch {
            return try failed(error, emit)
        }
    }

    /// The body of a list, unless the server fell silent meanwhile and has come back: then the question is lost.
    private func answer(to request: HTTPClientRequest) async throws -> Data {
        guard let heartbeat else { return try await transport.data(request) }
        let asked = run.now()
        return try await withThrowingTaskGroup(of: Data?.self) { group in
            group.addTask { try await self.transport.data(request) }
            group.addTask {
                while !heartbeat.cameBack(since: asked) { try await self.run.clock.sleep(for: self.run.rules.heartbeat) }
                return nil
            }
            defer { group.cancelAll() }
            guard let data = try await group.next() ?? nil else { throw RequestFailure(.connection, "no answer in time") }
            return data
        }
    }

    /// Before the next attempt; no longer than until the server has come back. True if it has.
    private func wait(_ duration: Duration) async throws -> Bool {
        let began = run.now()
        var rest = duration
        while rest > .zero {
            if heartbeat?.cameBack(since: began) == true { return true }
            let part = heartbeat == nil ? rest : min(rest, run.rules.heartbeat)
            try await run.clock.sleep(for: part)
            rest -= part
        }
        return false
    }

    private func watch(
        _ version: String, _ timeout: Int, _ emit: @escaping @Sendable (WatchReport<Item.Model>) -> Void
    ) async throws -> WatchNext? {
        let request = request([
            ("watch", "true"), ("allowWatchBookmarks", "true"), ("resourceVersion", version),
            ("timeoutSeconds", String(timeout)),
        ])
        lastHeard.withLock { $0 = run.now() }
        let end = try await withThrowingTaskGroup(of: WatchEnd.self) { group in
            group.addTask { .read(try await self.read(request, emit)) }
            group.addTask { try await self.waitForSilence() }
            defer { group.cancelAll() }
            return try await group.next() ?? .silent
        }
        switch end {
        case .read(let next): return next
        case .silent:
            let heard = lastHeard.withLock { $0 }
            return feed(emit) { $0.fellSilent(since: heard, at: $1) }
        case .cutOff(let miss):
            let heard = max(lastHeard.withLock { $0 }, miss.lastAnswer ?? .zero)
            return feed(emit) { $0.wasCutOff(miss.failure, since: heard, at: $1) }
        }
    }

    private func request(_ query: [(name: String, value: String)]) -> HTTPClientRequest {
        transport.connection.request(
            .GET, kind.path(namespace: namespace), query: query + kind.query, accept: kind.accept ?? "application/json")
    }

    private func read(
        _ request: HTTPClientRequest, _ emit: @Sendable (WatchReport<Item.Model>) -> Void
    ) async throws -> WatchNext? {
        do {
            let response = try await transport.open(request, headersWithin: run.rules.watchOpening)
            lastHeard.withLock { $0 = run.now() }
            feed(emit) { $0.watchOpened(at: $1) }
            var framer = LineFramer(maximumLength: 32 << 20)
            let decoder = JSONDecoder()
            for try await buffer in response.body {
                lastHeard.withLock { $0 = run.now() }
                for line in framer.append(buffer.readableBytesView) where !line.isEmpty {
                    let event = WireWatchEvent<Item>.decode(line.bytes, with: decoder)
                    if let next = feed(emit, { $0.eventArrived(event, at: $1) }) { return next }
                }
            }
            try Task.checkCancellation()
            // What follows the last line end was cut off; the next watch brings it whole.
            return feed(emit) { $0.watchEnded(at: $1) }
        } catch {
            return try failed(transport.failure(error), emit)
        }
    }

    /// Returns when nothing has come for too long, or for so long as the server does not answer otherwise either.
    private func waitForSilence() async throws -> WatchEnd {
        while true {
            let heard = lastHeard.withLock { $0 }
            let rest = run.rules.silence - (run.now() - heard)
            guard rest > .zero else { return .silent }
            if let miss = heartbeat?.miss(since: heard) { return .cutOff(miss) }
            try await run.clock.sleep(for: heartbeat == nil ? rest : min(rest, run.rules.heartbeat))
        }
    }
}
