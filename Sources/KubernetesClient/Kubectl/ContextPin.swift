import Synchronization

/// The context that a run began with: another that somebody chooses meanwhile (`kubectl config use-context`) is not ours, whenever
/// kubectl is started again.
///
/// Concurrency: written once, when kubectl's configuration is known.
final class ContextPin: Sendable {
    private let name = Mutex<String?>(nil)

    func pin(_ context: String) { name.withLock { $0 = context.isEmpty ? nil : context } }

    func pinned(_ options: KubectlOptions) -> KubectlOptions {
        var options = options
        options.context = options.context ?? name.withLock { $0 }
        return options
    }
}
