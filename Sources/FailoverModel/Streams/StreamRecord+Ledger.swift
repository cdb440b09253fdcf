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
        guard !chunks.isEmpty else { return [] }
        var runs = [TokenRun(pod: routes.first?.pod, range: 0..<chunks.count)]
        for route in routes.dropFirst() where route.pod != runs[runs.count - 1].pod {
            let last = runs.count - 1
            let change = max(runs[last].range.lowerBound, firstChunk(from: route.at))
            runs[last].range = runs[last].range.lowerBound..<change
            if runs[last].range.isEmpty { runs.removeLast() }
            guard change < chunks.count else { break }
            if runs.last?.pod == route.pod, let index = runs.indices.last {
                runs[index].range = runs[index].range.lowerBound..<chunks.count
            } else {
                runs.append(TokenRun(pod: route.pod, range: change..<chunks.count))
            }
        }
        return runs
    }

    /// The index of the first chunk at or after a moment. Chunks by the thousand are not walked through for each frame.
    private func firstChunk(from moment: Moment) -> Int {
        var (low, high) = (0, chunks.count)
        while low < high {
            let middle = (low + high) / 2
            if chunks[middle].at < moment { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// When chunks came from a pod, without the pauses.
    func spans(of pod: PodIdentity) -> [ClosedRange<Moment>] {
        runs.filter { $0.pod == pod }.flatMap { run in
            let (first, last) = (chunks[run.range.lowerBound].at, chunks[run.range.upperBound - 1].at)
            return bursts.filter { $0.upperBound >= first && $0.lowerBound <= last }.map { $0.clamped(to: first...last) }
        }
    }
}

extension [ClosedRange<Moment>] {
    /// Half a second without a token is a pause.
    static let pause = Duration.milliseconds(500)

    /// Adds a span, or prolongs the last one where no pause lies between.
    mutating func join(_ span: ClosedRange<Moment>) {
        if let last, span.lowerBound - last.upperBound < Self.pause {
            self[count - 1] = last.lowerBound...Swift.max(last.upperBound, span.upperBound)
        } else {
            append(span)
        }
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
