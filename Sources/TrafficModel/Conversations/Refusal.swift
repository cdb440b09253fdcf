/// An answer that is no stream.
package struct Refusal: Sendable, Equatable, Codable {
    package var status: Int
    /// As far as it was read.
    package var body: String

    package init(status: Int, body: String) {
        self.status = status
        self.body = body
    }

    /// What a person is told of it: `HTTP 503: no engine`.
    package var words: String {
        let message = message
        return message.isEmpty ? "HTTP \(status)" : "HTTP \(status): \(message)"
    }

    /// What its JSON says in words, else the body as it is.
    package var message: String { Self.message(in: body) ?? body }

    /// What an error's JSON says in words, be it cut off: `message` of the OpenAI API and of Kubernetes' Status, `detail` of FastAPI,
    /// a plain `error`. Nil for a body that is no such JSON.
    static func message(in body: String) -> String? {
        guard body.hasPrefix("{") else { return nil }
        let found = body.firstMatch(of: /"message"\s*:\s*"((?:[^"\\]|\\.)+)/) ?? body.firstMatch(of: /"(?:detail|error)"\s*:\s*"((?:[^"\\]|\\.)+)/)
        return found.map { String($0.1).replacing(/\\[nrt]/, with: " ").replacing(/\\(.)/) { String($0.1) } }
    }
}
