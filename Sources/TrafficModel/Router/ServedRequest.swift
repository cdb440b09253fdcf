/// What a gateway's access log says of a request, by its own times: the line is mostly written at the end.
package struct ServedRequest: Sendable, Equatable, Codable {
    /// Why a gateway ended a request that an engine did not end by itself.
    package enum End: String, Sendable, Codable, CaseIterable {
        /// The engine's connection broke.
        case engineDied
        /// It was sent to an engine that could not be connected to.
        case engineUnreachable
        /// There was no engine to send it to.
        case noneLeft
        /// It took longer than the gateway lets it.
        case timeLimit
        case clientLeft
        case other
    }

    /// What may be its id; empty for a header that it has not.
    package var ids: [String]
    package var session: String?
    /// The engines that were tried, the last one served it.
    package var workers: [String]
    package var status: Int
    /// Unix seconds.
    package var began: Double?
    /// `began` is of a zone that the log does not name.
    package var isLocalTime: Bool
    /// Seconds, as a request may take.
    package let lasted: Double?
    /// nil where the gateway found nothing amiss, which proves nothing.
    package var end: End?
    /// As the gateway writes it.
    package var words: String
    package var isOver: Bool

    package init(
        ids: [String] = [], session: String? = nil, workers: [String] = [], status: Int = 200, began: Double? = nil,
        isLocalTime: Bool = false, lasted: Double? = nil, end: End? = nil, words: String = "", isOver: Bool = true
    ) {
        self.ids = ids
        self.session = session
        self.workers = workers
        self.status = status
        self.began = began
        self.isLocalTime = isLocalTime
        self.lasted = lasted.flatMap { (0...1e8).contains($0) ? $0 : nil }
        self.end = end
        self.words = words
        self.isOver = isOver
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            ids: try values.decode([String].self, forKey: .ids), session: try values.decodeIfPresent(String.self, forKey: .session),
            workers: try values.decode([String].self, forKey: .workers), status: try values.decode(Int.self, forKey: .status),
            began: try values.decodeIfPresent(Double.self, forKey: .began), isLocalTime: try values.decode(Bool.self, forKey: .isLocalTime),
            lasted: try values.decodeIfPresent(Double.self, forKey: .lasted), end: try values.decodeIfPresent(End.self, forKey: .end),
            words: try values.decode(String.self, forKey: .words), isOver: try values.decode(Bool.self, forKey: .isOver))
    }

    /// When it began, in Unix seconds: zones lie quarters of an hour apart, and the line was read soon after its end.
    package func began(loggedAt: Double?) -> Double? {
        guard let began, isLocalTime, let loggedAt else { return began }
        let shift = loggedAt - began - (lasted ?? 0)
        guard shift.isFinite, abs(shift) < 90_000 else { return began }
        return began + (shift / 900).rounded() * 900
    }
}

extension ServedRequest.End {
    /// What the gateway did, as a clause.
    package var clause: String {
        switch self {
        case .engineDied: "the engine's connection broke"
        case .engineUnreachable: "the gateway still sent it to an engine that is gone"
        case .noneLeft: "the gateway knew no engine for it"
        case .timeLimit: "the gateway's own time limit cut it"
        case .clientLeft: "the client went away"
        case .other: "the gateway ended it"
        }
    }
}
