import ClusterModel
import FailoverModel
import TrafficModel

/// Carries commands out, one task each, and takes them back when they are cancelled or replaced.
///
/// Concurrency: on the main actor beside the loop that feeds it; the work itself runs elsewhere.
@MainActor
package final class CommandRunner {
    private let handlers: CommandHandlers
    private let mailbox: Mailbox
    private var tasks: [Key: Task<Void, Never>] = [:]
    private var announced = 0

    /// What a task is for: a second one of the same key replaces the first.
    private enum Key: Hashable {
        case kill(KillOrder)
        case preview
        case announcement(Int)
        case podLog
        case fault(FaultOrder)
        case stream(RequestID)
        case router
        case forward
        case log(LogTarget)
        case metrics(MetricsTarget)
    }

    package init(handlers: CommandHandlers, mailbox: Mailbox) {
        self.handlers = handlers
        self.mailbox = mailbox
    }

    /// Starts or stops work. Commands for the screen (`copy`, `movePlayback`, `redraw`, `suspend`, `quit`) are the loop's and ignored here.
    package func run(_ command: Command) {
        let (handlers, mailbox) = (handlers, mailbox)
        switch command {
        case .kill(let order):
            start(.kill(order)) { await handlers.kill(order, mailbox) }
        case .previewKill(let order):
            start(.preview) { await handlers.previewKill(order, mailbox) }
        case .readPodLog(let request):
            start(.podLog) { await handlers.readPodLog(request, mailbox) }
        case .announce(let announcement):
            announced += 1
            start(.announcement(announced)) { await handlers.announce(announcement, mailbox) }
        case .keep(let record):
            announced += 1
            start(.announcement(announced)) { await handlers.keep(record) }
        case .makeFault(let order):
            start(.fault(order)) { await handlers.makeFault(order, mailbox) }
        case .send(let request):
            start(.stream(request.id)) { await handlers.send(request, mailbox) }
        case .cancel(let id):
            tasks.removeValue(forKey: .stream(id))?.cancel()
        case .connectRouter(let endpoint, let dialect):
            start(.router) { await handlers.connectRouter(endpoint, dialect, mailbox) }
        case .disconnectRouter:
            tasks.removeValue(forKey: .router)?.cancel()
        case .forwardPort(let target):
            start(.forward) { await handlers.forwardPort(target, mailbox) }
        case .followLogs(let targets):
            follow(targets)
        case .readMetrics(let targets):
            readMetrics(targets)
        case .selectPods(let selectors):
            handlers.selectPods(selectors)
        case .copy, .movePlayback, .fallBack, .redraw, .suspend, .quit:
            break
        }
    }

    /// Cancels everything and waits until it has ended. What was announced is told to the end, and what is to be kept is written.
    package func stop() async {
        for case (.announcement, let task) in tasks { await task.value }
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

    private func readMetrics(_ targets: [MetricsTarget]) {
        let wanted = Set(targets)
        for case .metrics(let target) in tasks.keys where !wanted.contains(target) {
            tasks.removeValue(forKey: .metrics(target))?.cancel()
        }
        for target in targets where tasks[.metrics(target)] == nil {
            let (handlers, mailbox) = (handlers, mailbox)
            start(.metrics(target)) { await handlers.readMetrics(target, mailbox) }
        }
    }

    private func start(_ key: Key, _ work: @escaping @Sendable () async -> Void) {
        tasks[key]?.cancel()
        let task = Task { @concurrent in await work() }
        tasks[key] = task
        switch key {
        case .kill, .preview, .announcement, .podLog, .fault, .stream: Task { [weak self] in
            await task.value
            self?.forget(key, task)
        }
        case .router, .forward, .log, .metrics: break
        }
    }

    private func forget(_ key: Key, _ task: Task<Void, Never>) {
        if tasks[key] == task { tasks[key] = nil }
    }
}
