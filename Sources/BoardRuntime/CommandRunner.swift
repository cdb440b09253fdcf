import FailoverModel

/// Carries commands out, one task each, and takes them back when they are cancelled or replaced.
///
/// Concurrency: on the main actor beside the loop that feeds it; the work itself runs elsewhere.
@MainActor
public final class CommandRunner {
    private let handlers: CommandHandlers
    private let mailbox: Mailbox
    private var tasks: [Key: Task<Void, Never>] = [:]

    /// What a task is for: a second one of the same key replaces the first.
    private enum Key: Hashable {
        case kill(KillOrder)
        case stream(RequestID)
        case router
        case log(LogTarget)
    }

    public init(handlers: CommandHandlers, mailbox: Mailbox) {
        self.handlers = handlers
        self.mailbox = mailbox
    }

    /// Starts or stops work. Commands for the screen (`redraw`, `suspend`, `quit`) are the loop's and ignored here.
    public func run(_ command: Command) {
        let (handlers, mailbox) = (handlers, mailbox)
        switch command {
        case .kill(let order):
            start(.kill(order)) { await handlers.kill(order, mailbox) }
        case .send(let request):
            start(.stream(request.id)) { await handlers.send(request, mailbox) }
        case .cancel(let id):
            tasks.removeValue(forKey: .stream(id))?.cancel()
        case .connectRouter(let endpoint):
            start(.router) { await handlers.connectRouter(endpoint, mailbox) }
        case .followLogs(let targets):
            follow(targets)
        case .selectPods(let selectors):
            handlers.selectPods(selectors)
        case .redraw, .suspend, .quit:
            break
        }
    }

    /// Cancels everything and waits until it has ended.
    public func stop() async {
        let running = tasks.values
        tasks = [:]
        for task in running { task.cancel() }
        for task in running { await task.value }
    }

    private func follow(_ targets: [LogTarget]) {
        let wanted = Set(targets)
        for case .log(let target) in tasks.keys where !wanted.contains(target) {
            tasks.removeValue(forKey: .log(target))?.cancel()
        }
        for target in targets where tasks[.log(target)] == nil {
            let (handlers, mailbox) = (handlers, mailbox)
            start(.log(target)) { await handlers.followLog(target, mailbox) }
        }
    }

    private func start(_ key: Key, _ work: @escaping @Sendable () async -> Void) {
        tasks[key]?.cancel()
        let task = Task { @concurrent in await work() }
        tasks[key] = task
        switch key {
        case .kill, .stream: Task { [weak self] in
            await task.value
            self?.forget(key, task)
        }
        case .router, .log: break
        }
    }

    private func forget(_ key: Key, _ task: Task<Void, Never>) {
        if tasks[key] == task { tasks[key] = nil }
    }
}
