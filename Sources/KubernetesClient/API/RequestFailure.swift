/// Why a request to the API server did not give what was asked for.
struct RequestFailure: Error, Sendable, Equatable {
    enum Cause: Sendable, Equatable {
        /// No answer, or it broke off.
        case connection
        /// No connection came about: nothing was sent.
        case notSent
        /// An HTTP status other than the one hoped for, or a `Status` object inside a watch.
        case status(Int)
        /// A success whose body is not what the API promises.
        case malformed
    }

    var cause: Cause
    /// One line for the operator.
    var message: String
    /// `Retry-After`, or `details.retryAfterSeconds`.
    var retryAfter: Duration?
    /// `details.causes[].reason`, for example `DisruptionBudget`.
    var reasons: [String]

    init(_ cause: Cause, _ message: String, retryAfter: Duration? = nil, reasons: [String] = []) {
        self.cause = cause
        self.message = message
        self.retryAfter = retryAfter
        self.reasons = reasons
    }

    var status: Int? {
        if case .status(let code) = cause { return code }
        return nil
    }

    /// The request may have been carried out: after a timeout, a reset, and any 5xx, which kubectl and the API server also answer
    /// when the far side had the request.
    var leavesUnknown: Bool {
        switch cause {
        case .notSent: false
        case .connection, .malformed: true
        case .status(let code): code == 408 || code >= 500
        }
    }

    /// The list or watch is too old to be continued: 410 Gone, also spelled Expired.
    var isGone: Bool { status == 410 }
    /// The API server itself says that it has no such collection; a 404 of anybody else is no word about that.
    var isUnservedKind: Bool { status == 404 && !message.hasPrefix("HTTP 404") }
    /// The server knows us not, or not well enough. Waiting briefly will not help.
    var isForbidden: Bool { status == 401 || status == 403 }
}
