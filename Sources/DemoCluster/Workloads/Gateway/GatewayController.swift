import Foundation

/// Writes a gateway's files from the engines that are ready, and follows them while it runs.
struct GatewayController: Sendable {
    var files: any GatewayFiles
    var context: ContainerContext
    /// So many are expected at the start: without some of them, sessions would move a moment later.
    var firstEngines: Int
    /// Whether the gateway answers: before it does, a signal would end it.
    var isReady: @Sendable () async -> Bool

    private static let engineLabels = "environment=test,release=test"
    /// Then the gateway begins with those that there are.
    private static let firstEnginesWithin = Duration.seconds(3)
    /// Pods that come together are told together.
    private static let pause = Duration.milliseconds(100)
    private static let look = Duration.milliseconds(50)

    /// Before the gateway starts.
    /// - Returns: the engines that it begins with.
    func writeFirst() async throws -> [GatewayEngine] {
        try FileManager.default.createDirectory(
            atPath: files.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let engines = await readyEngines(atLeast: firstEngines)
        try write(engines, before: nil)
        return engines
    }

    func follow(from first: [GatewayEngine], reload: @escaping @Sendable () -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            let (lists, list) = AsyncStream.makeStream(of: [GatewayEngine].self, bufferingPolicy: .bufferingNewest(1))
            group.addTask {
                var engines = GatewayEngines()
                // Where no pod is left by now, no event tells it.
                list.yield(engines.all)
                for await event in context.watchPods(Self.engineLabels) {
                    engines.note(event)
                    list.yield(engines.all)
                }
                list.finish()
            }
            while !Task.isCancelled, await !isReady() { try? await context.clock.sleep(for: Self.look) }
            var written = first
            for await wanted in lists where wanted != written {
                do {
                    try write(wanted, before: written)
                    written = wanted
                } catch {
                    context.log("cannot write the list of engines: \(error.localizedDescription)")
                }
                guard files.wantsReload else { continue }
                reload()
                try? await context.clock.sleep(for: Self.pause)
            }
        }
    }

    private func readyEngines(atLeast count: Int) async -> [GatewayEngine] {
        let (events, end) = AsyncStream.makeStream(of: PodEvent.self)
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { for await event in context.watchPods(Self.engineLabels) { end.yield(event) } }
            group.addTask {
                try? await context.clock.sleep(for: Self.firstEnginesWithin)
                end.finish()
            }
            var engines = GatewayEngines()
            for await event in events {
                engines.note(event)
                if engines.all.count >= count { break }
            }
            group.cancelAll()
            return engines.all
        }
    }

    /// Each file is put in the place of the one before: what watches it never sees half of it.
    private func write(_ engines: [GatewayEngine], before: [GatewayEngine]?) throws {
        let old = before.map(files.files) ?? [:]
        for (name, text) in files.files(for: engines) where old[name] != text {
            try text.write(toFile: files.folder + "/" + name, atomically: true, encoding: .utf8)
        }
    }
}
