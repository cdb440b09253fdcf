/// What runs beside the board: the cluster's sources, the embedded cluster, its users.
@MainActor
package enum Services {
    package typealias Service = @Sendable () async throws -> Void

    /// Runs `front` with the services beside it. A service that fails ends the front, and its error is thrown; one that
    /// returns is let go. When the front ends the services are cancelled and waited for.
    package static func run(_ services: [Service], front: @escaping @MainActor () async throws -> Void) async throws {
        let frontTask = Task { try await front() }
        let background = Task { @concurrent in
            // The first that fails ends the others.
            try await withThrowingDiscardingTaskGroup { group in
                for service in services { group.addTask { try await service() } }
            }
        }
        let failure = Task { () -> (any Error)? in
            // What a service says when it is cut short, as a program that it ran and that was killed, is no failure.
            guard case .failure(let error) = await background.result, !(error is CancellationError), !background.isCancelled
            else { return nil }
            frontTask.cancel()
            return error
        }
        let outcome = await withTaskCancellationHandler {
            await frontTask.result
        } onCancel: {
            frontTask.cancel()
        }
        background.cancel()
        if let error = await failure.value { throw error }
        try outcome.get()
    }
}
