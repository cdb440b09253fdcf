import Hummingbird
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// The body of a process that serves HTTP on its pod's address: the listening socket, its connections, its end.
///
/// Concurrency model: a process outlives the call that starts it, so its body is one task that this object owns:
/// `start` makes it, every way to end it cancels it, and `exitCode` waits for it. Everything below that task (accepting,
/// answering, watching pods) is structured. Short state sits behind a lock.
final class ProcessServer: Sendable {
    typealias Respond = @Sendable (Request, any Channel) async throws -> Response

    /// What the loading of a process throws to end it.
    struct Exit: Error {
        var code: Int32
    }

    private struct State {
        var body: Task<Void, Never>?
        var listener: (any Channel)?
        var code: Int32?
        var isDraining = false
    }

    private let host: String
    private let port: Int
    private let clock: ClusterClock
    private let state = Mutex(State())
    private let bound = Latch<Result<Void, any Error>>()
    private let ended = Latch<Void>()
    let connections = ConnectionTable()

    init(host: String, port: Int = 8000, clock: ClusterClock = ClusterClock()) {
        self.clock = clock
        self.host = host
        self.port = port
    }

    /// Starts the process.
    /// - Parameters:
    ///   - delay: the port refuses connections for so long. With zero, the call returns when the port listens and throws
    ///     if it cannot be bound.
    ///   - loading: comes last before the port listens; the process ends with the code of an `Exit` that it throws.
    ///   - onFailure: told when the port could not be bound, which a delayed start cannot throw.
    ///   - alongside: runs next to the server and is cancelled when it ends.
    ///   - atEnd: runs last, after every request has ended.
    func start(
        after delay: Duration = .zero,
        loading: @escaping @Sendable () throws -> Void = {},
        respond: @escaping Respond,
        onListening: @escaping @Sendable () -> Void = {},
        onFailure: @escaping @Sendable (any Error) -> Void = { _ in },
        alongside: @escaping @Sendable () async -> Void = {},
        atEnd: @escaping @Sendable () async -> Void = {}
    ) async throws {
        let promise = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: Void.self)
        let body = promise.completeWithTask { [self] in
            await withTaskGroup(of: Void.self) { group in
                group.addTask(operation: alongside)
                await serve(after: delay, loading: loading, respond: respond, onListening: onListening)
                if let error = startError { onFailure(error) }
                group.cancelAll()
            }
            await atEnd()
            ended.set(())
        }
        let isOver = state.withLock { state -> Bool in
            state.body = body
            return state.code != nil
        }
        if isOver { body.cancel() }
        if delay == .zero { try await bound.wait().get() }
    }

    /// The port is open: the model is loaded.
    var isListening: Bool { state.withLock { $0.listener != nil } }

    /// Stops listening, lets running answers finish, then ends with `code`. Returns at once.
    /// - Parameter closingOnHangUp: running answers do not finish; they are over when their clients hang up.
    func drain(code: Int32, closingOnHangUp: Bool = false) {
        let (listener, body) = state.withLock { state -> ((any Channel)?, Task<Void, Never>?) in
            // One that has been killed meanwhile drains no more.
            if state.code == nil { (state.code, state.isDraining) = (code, true) }
            return (state.listener, state.body)
        }
        guard let listener else {
            body?.cancel()  // it still loads: nothing to drain
            return
        }
        listener.close(promise: nil)
        connections.drain(closingOnHangUp: closingOnHangUp)
    }

    /// Ends with `code` and closes every socket before it returns; answers under way lose their HTTP terminator.
    func end(code: Int32) async {
        await exit(code: code)
        guard let body = state.withLock({ $0.body }) else { return ended.set(()) }
        await body.value
    }

    /// The same, for what runs within the process: it does not wait for its own end.
    func exit(code: Int32) async {
        let (listener, body) = state.withLock { state -> ((any Channel)?, Task<Void, Never>?) in
            // A kill during a drain is what the drain ends with.
            if state.code == nil || state.isDraining { state.code = code }
            state.isDraining = false
            return (state.listener, state.body)
        }
        await listener?.stopListening()
        await connections.closeAll()
        body?.cancel()
    }

    /// Waits for the end of the process. 1 if it ended by itself.
    func exitCode() async -> Int32 {
        await ended.wait()
        return state.withLock { $0.code } ?? 1
    }

    /// Why the port never listened; nil too for a process that was ended while it loaded.
    private var startError: (any Error)? {
        guard case .failure(let error) = bound.current, !(error is CancellationError), !(error is Exit) else {
            return nil
        }
        return error
    }

    private func serve(
        after delay: Duration, loading: @Sendable () throws -> Void, respond: @escaping Respond,
        onListening: @escaping @Sendable () -> Void
    ) async {
        let connections = connections
        let responder = CallbackResponder<ConnectionContext> { request, context in
            let channel = context.channel
            connections.requestBegan(on: channel)
            do {
                var response = try await respond(request, channel)
                let body = response.body
                // Set beforehand: replacing the body with a closure must not turn a counted answer into a chunked one.
                response.body = ResponseBody(contentLength: body.contentLength) { writer in
                    defer { connections.requestEnded(on: channel) }
                    try await body.write(writer)
                }
                return response
            } catch {
                connections.requestEnded(on: channel)
                throw error
            }
        }
        let application = Application(
            responder: responder,
            server: .http1(configuration: .init(additionalChannelHandlers: [ConnectionHandler(table: connections)])),
            // The name that uvicorn, the server of vLLM and of the Python router, gives.
            configuration: .init(address: .hostname(host, port: port), serverName: "uvicorn"),
            onServerRunning: { [self] channel in
                let isOver = state.withLock { state -> Bool in
                    state.listener = channel
                    return state.code != nil
                }
                if isOver { channel.close(promise: nil) }
                onListening()
                bound.set(.success(()))
            },
            eventLoopGroupProvider: .singleton,
            logger: Logger(label: "failtop.process", factory: { _ in SwiftLogNoOpLogHandler() }))
        do {
            if delay > .zero { try await clock.sleep(for: delay) }
            try loading()
            try await application.run()
        } catch {
            if let exit = error as? Exit { state.withLock { $0.code = $0.code ?? exit.code } }
            bound.set(.failure(error))
        }
        bound.set(.failure(CancellationError()))
    }
}
