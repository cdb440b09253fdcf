/// Where a request stands in a distributed trace: all requests of one answer are one trace, each a span of its own.
/// By W3C Trace Context (https://www.w3.org/TR/trace-context/), version 00, sampled.
package struct TraceContext: Sendable, Equatable {
    /// 32 hexadecimal digits; a router or an engine that traces has it, too.
    package let trace: String
    /// 16 hexadecimal digits.
    package let span: String

    /// Of a question or of what continues, restarts or follows it: made of their ids, so that the same run gives the same.
    package init(_ request: StreamRequest) {
        let root =
            switch request.purpose {
            case .followUp(let question, _), .resume(let question, _), .restart(let question, _): question
            case .question, .probe: request.id
            }
        trace = Self.digits(root, salt: "trace") + Self.digits(root, salt: "id")
        span = Self.digits(request.id, salt: "span")
    }

    /// The header of that name.
    package var traceparent: String { "00-\(trace)-\(span)-01" }

    /// FNV-1a of 64 bits: ids must differ, they are no secret. All zeros would be no id.
    private static func digits(_ id: String, salt: String) -> String {
        let hash = "\(salt):\(id)".utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        let hex = String(max(1, hash), radix: 16)
        return String(repeating: "0", count: 16 - hex.count) + hex
    }
}
