/// The process of an init container that fetches the model and ends.
final class ModelDownload: Workload {
    private let context: ContainerContext
    private let outcome: EngineSetup.Download
    private let exit = Latch<Int32>()

    static let container = "model-download"

    init(_ context: ContainerContext, _ outcome: EngineSetup.Download) {
        self.context = context
        self.outcome = outcome
    }

    /// - Parameter outcome: of those that did not come with the cluster.
    static func factory(_ outcome: EngineSetup.Download) -> WorkloadFactory {
        { ModelDownload($0, $0.startsWarm ? .succeeds : outcome) }
    }

    func start() async throws {
        switch outcome {
        case .succeeds:
            context.log("fetched facebook/opt-125m: 251 MB")
            exit.set(0)
        case .fails:
            context.log("curl: (22) The requested URL returned error: 403")
            exit.set(22)
        }
    }

    func terminate() async { exit.set(143) }

    func kill() async { exit.set(137) }

    func exitCode() async -> Int32 { await exit.wait() }
}
