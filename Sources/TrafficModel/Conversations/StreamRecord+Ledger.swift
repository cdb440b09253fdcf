import Algorithms
import ClusterModel

/// The token ledger: which pod made which token.
extension StreamRecord {
    /// The route in force at a moment. The first one also covers what came before its log line was read.
    package func route(at moment: Moment) -> Route? {
        routes.indices.last { $0 == 0 || began($0) <= moment }.map { routes[$0] }
    }

    private func began(_ index: Int) -> Moment {
        let first = firstChunk(ofRoute: index)
        return first < chunks.count ? chunks[first].at : max(routes[index].at, lastActivity)
    }

    /// The pod that made the chunk at a moment, where it is known.
    package func pod(at moment: Moment) -> PodIdentity? {
        route(at: moment)?.pod
    }

    /// How many tokens each pod made, in the order of the runs; the sum is `tokenCount`.
    package var tokensByRun: [(pod: PodIdentity?, tokens: Int)] {
        let total = tokenCount
        guard !runs.isEmpty else { return total > 0 ? [(routes.last?.pod, total)] : [] }
        let more = total - chunks.count
        // The last tokens of an answer hold no text at times; where there are many more, a delta holds several tokens.
        let deltasAreTokens = more * 4 <= chunks.count
        return runs.map { run in
            let (first, end) = (run.range.lowerBound, run.range.upperBound)
            if deltasAreTokens { return (run.pod, run.range.count + (end == chunks.count ? more : 0)) }
            return (run.pod, end * total / chunks.count - first * total / chunks.count)
        }
    }

    /// Runs of chunks that one pod made, oldest first.
    package var runs: [TokenRun] {
        guard !chunks.isEmpty else { return [] }
        var runs = [TokenRun(pod: routes.first?.pod, range: 0..<chunks.count)]
        for (index, route) in routes.enumerated().dropFirst() where route.pod != runs[runs.count - 1].pod {
            let last = runs.count - 1
            let change = max(runs[last].range.lowerBound, firstChunk(ofRoute: index))
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

    /// Clocks are apart by less, and a line without a time was written no longer ago.
    private static let clockError = Duration.seconds(-1)
    private static let lineDelay = Duration.seconds(-5)

    /// The index of the first chunk that came by a route; the number of chunks where none did yet.
    ///
    /// The line that tells of a move is written between two tokens and read later, when tokens from the other engine may have
    /// come already. While that engine reads the prompt none comes: the longest pause between the time at which the line
    /// was written and the one at which it was read is the move.
    package func firstChunk(ofRoute index: Int) -> Int {
        guard index > 0 else { return 0 }
        let route = routes[index]
        let written = route.writtenAt ?? route.at + Self.lineDelay
        let high = firstChunk(from: route.at)
        // Whether a token still came from the engine before, the next one tells.
        if high == chunks.count, isOpen { return high }
        var (best, longest) = (high, Duration.zero)
        for index in min(high, firstChunk(from: written + Self.clockError))...high {
            let before = index > 0 ? chunks[index - 1].at : requestedAt
            let after = index < chunks.count ? chunks[index].at : endedAt ?? before
            // Before the first token only what was written before it.
            if index == 0, index < chunks.count, (route.writtenAt ?? route.at) > after { continue }
            if after - before > longest { (best, longest) = (index, after - before) }
        }
        return best
    }

    /// The index of the first chunk at or after a moment. Chunks by the thousand are not walked through for each frame.
    private func firstChunk(from moment: Moment) -> Int {
        chunks.partitioningIndex { $0.at >= moment }
    }

    /// When chunks came from a pod, without the pauses.
    package func spans(of pod: PodIdentity) -> [ClosedRange<Moment>] {
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
    package mutating func join(_ span: ClosedRange<Moment>) {
        if let last, span.lowerBound - last.upperBound < Self.pause {
            self[count - 1] = last.lowerBound...Swift.max(last.upperBound, span.upperBound)
        } else {
            append(span)
        }
    }
}

/// Consecutive chunks of a stream that one pod made.
package struct TokenRun: Sendable, Equatable {
    /// nil where no evidence tells the pod.
    package var pod: PodIdentity?
    /// Indices into `chunks`.
    package var range: Range<Int>

    package init(pod: PodIdentity?, range: Range<Int>) {
        self.pod = pod
        self.range = range
    }
}
