import NIOCore
import Synchronization

/// The accepted connections of one process, so that its death can close each of them at once.
///
/// Concurrency: one lock around plain values; channels are closed outside it.
final class ConnectionTable: Sendable {
    private struct Entry {
        var channel: any Channel
        var requests = 0
    }

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        var isDraining = false
        var isClosed = false
        var closesOnHangUp = false
    }

    private let state = Mutex(State())

    /// Open connections, idle ones included.
    var count: Int { state.withLock { $0.entries.count } }

    func add(_ channel: any Channel) {
        let isRefused = state.withLock { state -> Bool in
            if state.isClosed || state.isDraining { return true }
            state.entries[ObjectIdentifier(channel)] = Entry(channel: channel)
            return false
        }
        if isRefused { channel.close(promise: nil) }
    }

    func remove(_ channel: any Channel) {
        state.withLock { state in _ = state.entries.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    func requestBegan(on channel: any Channel) {
        state.withLock { $0.entries[ObjectIdentifier(channel)]?.requests += 1 }
    }

    /// After an answer: a draining process closes the connection instead of waiting for the next request.
    func requestEnded(on channel: any Channel) {
        let closes = state.withLock { state -> Bool in
            state.entries[ObjectIdentifier(channel)]?.requests -= 1
            return state.isDraining
        }
        // Half a close lets the answer leave the socket first.
        if closes { channel.close(mode: .output, promise: nil) }
    }

    /// Closes idle connections; busy ones go when their answer is complete.
    /// - Parameter closingOnHangUp: one whose client has hung up is closed though its answer is not complete: it never will be.
    func drain(closingOnHangUp: Bool = false) {
        let idle = state.withLock { state -> [any Channel] in
            state.isDraining = true
            state.closesOnHangUp = closingOnHangUp
            return state.entries.values.filter { $0.requests == 0 }.map(\.channel)
        }
        for channel in idle { channel.close(promise: nil) }
    }

    var closesOnHangUp: Bool { state.withLock { $0.closesOnHangUp } }

    /// Returns when no connection is open.
    func untilAllClosed() async {
        while let channel = state.withLock({ $0.entries.values.first?.channel }) {
            try? await channel.closeFuture.get()
            remove(channel)
        }
    }

    /// Closes the connections that have an answer under way, in the middle of it.
    func cutBusy() {
        let busy = state.withLock { $0.entries.values.filter { $0.requests > 0 }.map(\.channel) }
        for channel in busy { channel.triggerUserOutboundEvent(AbruptClose(), promise: nil) }
    }

    /// Closes every socket, now and for the connections still on their way in. Returns when they are closed.
    func closeAll() async {
        let channels = state.withLock { state -> [any Channel] in
            state.isClosed = true
            return state.entries.values.map(\.channel)
        }
        for channel in channels { channel.triggerUserOutboundEvent(AbruptClose(), promise: nil) }
        for channel in channels { try? await channel.closeFuture.get() }
    }
}

/// Enters its channel into the table for as long as it is open.
final class ConnectionHandler: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny

    private let table: ConnectionTable

    init(table: ConnectionTable) {
        self.table = table
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        try? context.pipeline.syncOperations.addHandler(AbruptCloser(), position: .first)
        try? context.pipeline.syncOperations.addHandler(HangUpHandler(table: table), position: .first)
        table.add(channel)
        channel.closeFuture.whenComplete { [table] _ in table.remove(channel) }
    }
}

/// Closes a connection whose client has closed its own half, where nothing more will be sent on it.
final class HangUpHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = NIOAny

    private let table: ConnectionTable

    init(table: ConnectionTable) {
        self.table = table
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        context.fireUserInboundEventTriggered(event)
        guard let event = event as? ChannelEvent, event == .inputClosed, table.closesOnHangUp else { return }
        context.close(promise: nil)
    }
}
