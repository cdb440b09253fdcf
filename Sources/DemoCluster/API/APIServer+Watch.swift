import Hummingbird

extension APIServer {
    /// What wakes a watch up.
    private enum Wake: Sendable {
        case change(StoreChange)
        case bookmark
        case end
    }

    /// How often a bookmark is sent; the real server does it about once a minute.
    private static let bookmarkInterval: Duration = .seconds(60)

    func watch(_ call: APICall, _ target: APICall.Target) throws -> Response {
        let selection = try Selection(call, target)
        let version = try call.number("resourceVersion") ?? 0
        // 0 means "choose yourself", as no parameter does: 30 to 60 minutes.
        let wanted = try call.number("timeoutSeconds") ?? 0
        let timeout = Duration.seconds(wanted > 0 ? wanted : Int.random(in: 1800...3600))
        let encoder = WatchEncoder(type: target.type, call: call)
        let request = call.request
        let store = store
        let body = ResponseBody { writer in
            let (wakes, continuation) = AsyncStream.makeStream(of: Wake.self)
            let subscription: ObjectStore.Subscription
            do throws(ObjectStore.WatchError) {
                subscription = try store.subscribe(target.type, from: version == 0 ? .present : .after(version)) {
                    continuation.isWanted(after: continuation.yield(.change($0)))
                }
            } catch {
                try await writer.write(ByteBuffer(bytes: encoder.error(APIError(error))))
                return try await writer.finish(nil)
            }
            defer { store.unsubscribe(subscription.id) }
            var encoder = encoder
            var out = writer
            try await request.body.consumeWithInboundCloseHandler { _ in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    defer { group.cancelAll() }
                    group.addTask { await Self.tick(until: timeout, store.clock, continuation) }
                    let first = subscription.initial.flatMap { encoder.line($0, selection) ?? [] }
                    if !first.isEmpty { try await out.write(ByteBuffer(bytes: first)) }
                    for await wake in wakes {
                        switch wake {
                        case .change(let change):
                            guard let line = encoder.line(change, selection) else { continue }
                            try await out.write(ByteBuffer(bytes: line))
                        case .bookmark:
                            guard call.flag("allowWatchBookmarks") else { continue }
                            try await out.write(ByteBuffer(bytes: encoder.bookmark(store.revision)))
                        case .end: return
                        }
                    }
                }
            } onInboundClosed: {
                continuation.yield(.end)
            }
            try await writer.finish(nil)
        }
        return Answer.stream(body, type: "application/json")
    }

    /// Sends bookmarks, and one more just before the end so that the client can go on without a new list.
    private static func tick(
        until timeout: Duration, _ clock: ClusterClock, _ wakes: AsyncStream<Wake>.Continuation
    ) async {
        let end = clock.now + timeout
        while clock.now < end {
            do {
                try await clock.sleep(for: min(bookmarkInterval, end - clock.now))
            } catch { return }
            wakes.yield(.bookmark)
        }
        wakes.yield(.end)
    }
}

/// Writes the lines of a watch.
struct WatchEncoder: Sendable {
    let type: ResourceType
    let wantsTable: Bool
    let metadataOnly: Bool
    let include: String?
    private let clock: ClusterClock
    /// Tables define their columns once.
    private var hasSentColumns = false

    init(type: ResourceType, call: APICall) {
        self.type = type
        wantsTable = call.wantsTable
        metadataOnly = call.wantsMetadataOnly
        include = call.query["includeObject"]
        clock = call.clock
    }

    mutating func line(_ change: StoreChange, _ selection: Selection) -> [UInt8]? {
        guard let seen = change.seen(where: selection.matches) else { return nil }
        var object = seen.object
        // An object that stops to match carries the version of that change.
        object["metadata", "resourceVersion"] = change.object["metadata", "resourceVersion"]
        if wantsTable {
            var table = Table.of(
                type, [object], include: include,
                metadata: ["resourceVersion": object["metadata", "resourceVersion"] ?? .null], at: clock.date)
            if hasSentColumns { table["columnDefinitions"] = nil }
            hasSentColumns = true
            return line(seen.kind.rawValue, table)
        }
        return line(seen.kind.rawValue, Answer.typed(object, type, metadataOnly: metadataOnly))
    }

    func bookmark(_ revision: Int) -> [UInt8] {
        let metadata: JSONValue = ["resourceVersion": .string(String(revision))]
        if wantsTable {
            let table = Table.of(type, [["metadata": metadata]], include: include, metadata: metadata, at: clock.date)
            return line("BOOKMARK", table)
        }
        return line("BOOKMARK", Answer.typed(["metadata": metadata], type, metadataOnly: metadataOnly))
    }

    func error(_ error: APIError) -> [UInt8] { line("ERROR", error.status) }

    private func line(_ type: String, _ object: JSONValue) -> [UInt8] {
        Array("{\"type\":\"\(type)\",\"object\":".utf8) + object.bytes + Array("}\n".utf8)
    }
}
