/// A request as the access log of a gateway tells of it: mostly when it is over, so that its own times count and never the one at
/// which the line was read.
package struct AccessLine: Sendable, Equatable {
    /// Why a gateway ended a request that an engine did not end by itself.
    package enum End: String, Sendable, CaseIterable {
        /// The engine's connection broke, before its answer or within it.
        case engineDied
        /// The gateway sent it to an engine that it could not connect to.
        case engineUnreachable
        /// It knew no engine to send it to.
        case noneLeft
        /// It took longer than the gateway lets it.
        case timeLimit
        /// The client went away.
        case clientLeft
        case other
    }

    /// What may be its id: `X-Request-Id`, or whatever the log captures of its headers, empty for one that it has not.
    package var ids: [String]
    package var session: String?
    /// The engines that were tried, by address or name; the last one served it, or was to.
    package var workers: [String]
    /// The HTTP status; 0 where none was sent yet.
    package var status: Int
    /// When it began, in Unix seconds.
    package var began: Double?
    /// The line names no time zone.
    package var isLocalTime: Bool
    /// Seconds to its end, or until now where it is not over.
    package let lasted: Double?
    /// nil where the gateway found nothing amiss, which proves nothing.
    package var end: End?
    /// How the gateway says so, for example `UPE upstream_reset_after_response_started{protocol_error}`.
    package var words: String
    package var isOver: Bool

    package init(
        ids: [String] = [], session: String? = nil, workers: [String] = [], status: Int, began: Double? = nil,
        isLocalTime: Bool = false, lasted: Double? = nil, end: End? = nil, words: String = "", isOver: Bool = true
    ) {
        self.ids = ids
        self.session = session
        self.workers = workers
        self.status = status
        self.began = began
        self.isLocalTime = isLocalTime
        self.lasted = Self.plausible(lasted)
        self.end = end
        self.words = words
        self.isOver = isOver
    }

    /// Text in a log may read as any number: seconds of no request that there is are none.
    static func plausible(_ seconds: Double?) -> Double? { seconds.flatMap { (0...1e8).contains($0) ? $0 : nil } }

    /// The text of a field; nil for what gateways write where there is none.
    static func value(_ text: String) -> String? { text.isEmpty || text == "-" ? nil : text }
}
