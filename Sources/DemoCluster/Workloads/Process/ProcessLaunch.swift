/// How the process of a real program begins, and what runs beside it.
struct ProcessLaunch: Sendable {
    /// The program and its arguments.
    var command: [String]
    var environment: [String: String] = [:]
    /// Cancelled when the process ends. It is handed what makes the process read its files anew.
    var alongside: @Sendable (_ reload: @escaping @Sendable () -> Void) async -> Void = { _ in }
}
