/// A process that takes its place and does nothing else: the batch jobs of the demo, sidecars, workers of a group.
final class IdleWorkload: Workload {
    private let context: ContainerContext
    private let exit = Latch<Int32>()

    init(_ context: ContainerContext) { self.context = context }

    static let factory: WorkloadFactory = { IdleWorkload($0) }

    func start() async throws {
        context.log(context.containerName == BatchQueue.container ? "epoch 1/100: training" : "\(context.containerName) started")
    }

    func terminate() async { exit.set(143) }

    func kill() async { exit.set(137) }

    func exitCode() async -> Int32 { await exit.wait() }
}
