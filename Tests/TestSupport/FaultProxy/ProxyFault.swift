/// What a `FaultProxy` does to the requests whose path contains a text.
package struct ProxyFault: Sendable {
    enum Kind: Sendable {
        case answer(status: Int, retryAfter: Int?, body: String)
        case silence
        case delay(Duration)
        case hold(Duration)
        case lose
    }

    var kind: Kind
    var path: String
    /// nil: of any.
    var method: String?

    /// The request goes no further; this is its answer, as a `Status` of the API.
    package static func answer(
        _ status: Int, _ reason: String, retryAfter: Int? = nil, to path: String = "/"
    ) -> ProxyFault {
        let body = #"{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"\#(reason)","#
            + #""message":"\#(reason) by the proxy","code":\#(status)}"#
        return ProxyFault(kind: .answer(status: status, retryAfter: retryAfter, body: body), path: path)
    }

    /// Half-open: the connection stands, nothing comes any more. What is open already falls silent too.
    package static func silence(on path: String = "/") -> ProxyFault { ProxyFault(kind: .silence, path: path) }

    /// The request is carried out so much later, whether or not its client still waits: a busy API server.
    package static func hold(_ duration: Duration, _ method: String, on path: String = "/") -> ProxyFault {
        ProxyFault(kind: .hold(duration), path: path, method: method)
    }

    /// The request is carried out, and the connection breaks in place of its answer.
    package static func lose(_ method: String, on path: String = "/") -> ProxyFault {
        ProxyFault(kind: .lose, path: path, method: method)
    }

    /// Each answer, and each piece of a stream, comes so much later.
    package static func delay(_ duration: Duration, on path: String = "/") -> ProxyFault {
        ProxyFault(kind: .delay(duration), path: path)
    }
}
