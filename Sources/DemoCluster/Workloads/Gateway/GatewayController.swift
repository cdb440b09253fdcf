import Foundation

/// Writes a gateway's files from the engines that are ready, and follows them while it runs.
struct GatewayController: Sendable {
    var files: any GatewayFiles
    var context: ContainerContext
    /// Whether the gateway answers: before it does, a signal would end it.
    var isReady: @Sendable () async -> Bool

    private static let engineLabels = "environment=test,release=test"
    /// Pods that come together are told together.
    private static let pause = Duration.milliseconds(100)
    private static let look = Duration.milliseconds(50)

    func writeFirst() throws {
        try FileManager.default.createDirectory(
            atPath: files.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try write([], before: nil)
    }

    func follow(reload: @escaping @Sendable () -> Void) async {
        let (lists, list) = AsyncStream.makeStream(of: [GatewayEngine].self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                var engines = GatewayEngines()
                for await event in context.watchPods(Self.engineLabels) {
                    engines.note(event)
                    list.yield(engines.all)
                }
                list.finish()
            }
            while !Task.isCancelled, await !isReady() { try? await context.clock.sleep(for: Self.look) }
            var written: [GatewayEngine] = []
            for await wanted in lists {
                guard wanted != written else { continue }
                do {
                    try write(wanted, before: written)
                    written = wanted
                } catch {
                    context.log("cannot write the list of engines: \(error.localizedDescription)")
                }
                if files.wantsReload { reload() }
                try? await context.clock.sleep(for: Self.pause)
            }
        }
    }

    /// Each file is put in the place of the one before: what watches it never sees half of it.
    private func write(_ engines: [GatewayEngine], before: [GatewayEngine]?) throws {
        let old = before.map(files.files) ?? [:]
        for (name, text) in files.files(for: engines) where old[name] != text {
            let path = files.folder + "/" + name
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }
}
