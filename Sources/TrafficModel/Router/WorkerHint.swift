/// What a response header may name: addresses and names of pods, read from its value, plainly or in base64. The value itself
/// is not kept: it may be a secret.
package struct WorkerHint: Sendable, Equatable, Codable {
    package var header: String
    package var names: [String]

    /// Not of the worker: the answer came by way of Envoy.
    package static let envoy = WorkerHint(header: "server", names: ["envoy"])

    /// No header: Dynamo's field in each event of the answer, where it is asked for. It goes on naming a worker that has died.
    package static let dynamo = "nvext.worker_id"

    package init(header: String, names: [String]) {
        self.header = header
        self.names = names
    }
}
