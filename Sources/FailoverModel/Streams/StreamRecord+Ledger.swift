/// The token ledger: which pod made which token.
extension StreamRecord {
    /// The route in force at a moment. The first one also covers what came before its log line was read.
    public func route(at moment: Moment) -> Route? {
        routes.last { $0.at <= moment } ?? routes.first
    }

    /// The pod that made the chunk at a moment, where it is known.
    public func pod(at moment: Moment) -> PodIdentity? {
        route(at: moment)?.pod
    }

    /// Runs of chunks that one pod made, oldest first.
    public var runs: [TokenRun] {
        var runs: [TokenRun] = []
        for (index, chunk) in chunks.enumerated() {
            let pod = pod(at: chunk.at)
            if let last = runs.indices.last, runs[last].pod == pod {
                runs[last].range = runs[last].range.lowerBound..<(index + 1)
            } else {
                runs.append(TokenRun(pod: pod, range: index..<(index + 1)))
            }
        }
        return runs
    }
}

/// Consecutive chunks of a stream that one pod made.
public struct TokenRun: Sendable, Equatable {
    /// nil where no evidence tells the pod.
    public var pod: PodIdentity?
    /// Indices into `chunks`.
    public var range: Range<Int>

    public init(pod: PodIdentity?, range: Range<Int>) {
        self.pod = pod
        self.range = range
    }
}
