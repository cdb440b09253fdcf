import ClusterModel

/// One page of a list.
struct ListPage<Object: Sendable>: Sendable {
    var objects: [Object]
    var resourceVersion: String
    /// `metadata.continue`; nil on the last page.
    var next: String?
    /// Items that could not be understood.
    var skipped: Int = 0
}

/// One line of a watch.
enum WatchEvent<Object: Sendable>: Sendable {
    case changed(Object, resourceVersion: String?)
    case removed(Object, resourceVersion: String?)
    case bookmark(resourceVersion: String)
    case error(RequestFailure)
    /// A line that could not be understood, or a type that is not known.
    case skipped(resourceVersion: String?)
}

/// What a list+watch tells.
enum WatchReport<Object: Sendable & Equatable & Codable>: Sendable, Equatable {
    case state(SourceState)
    case change(Change<Object>)
    case skipped(Int)
}

/// What a list+watch wants done next.
enum WatchNext: Sendable, Equatable {
    /// Read a page; nil is the first one.
    case list(continueToken: String?)
    case watch(resourceVersion: String, timeoutSeconds: Int)
    case wait(Duration)
}

/// The outcome of an input. Without a `next` the request under way goes on.
struct WatchStep<Object: Sendable & Equatable & Codable>: Sendable, Equatable {
    var reports: [WatchReport<Object>] = []
    var next: WatchNext?
}
