import NIOCore
import WireFormats

/// How patient a list+watch is.
struct WatchRules: Sendable {
    /// A source that fails for longer is not merely late.
    var unreachableAfter: Duration = .seconds(10)
    var forbiddenRetry: Duration = .seconds(30)
    /// Range of a watch's `timeoutSeconds`; the jitter spreads the renewals of many clients.
    var watchTimeout: ClosedRange<Int> = 300...600
    /// A watch that ends sooner without a word is not renewed at once.
    var shortestWatch: Duration = .seconds(1)
    var backoff = Backoff()
    /// Objects per page of a list.
    var pageSize = 500
    /// A watch without a byte for so long is opened anew from its last version, which costs little. Bookmarks come about once
    /// a minute; a flow that something on the way lost without a word, while the server answers, is found by this alone.
    var silence: Duration = .seconds(75)
    /// How long the server may take to open a watch.
    var watchOpening: TimeAmount = .seconds(10)
    /// Between questions whether the server is there at all.
    var heartbeat: Duration = .seconds(2)
    /// How long an answer to that may take.
    var heartbeatLimit: TimeAmount = .seconds(4)
}
