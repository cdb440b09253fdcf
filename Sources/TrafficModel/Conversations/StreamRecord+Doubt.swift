import ClusterModel

/// When a finish reason is not believed.
extension StreamRecord {
    /// What speaks against the end in the stream itself; nil where nothing does, or nothing was finished.
    var ownDoubt: StreamDoubt? {
        // Of several answers in one stream each ends at its own time, and they may be alike.
        guard let finishReason, !features.contains(.severalChoices) else { return nil }
        if let tokens = repetition { return .restarted(after: tokens) }
        if chunksBehindFinish > 0 { return .textBehindFinish(reason: finishReason, tokens: chunksBehindFinish) }
        // Some servers count none as zero.
        if let count = usage?.completionTokens, count > 0 {
            if count < chunks.count { return .tooFewCounted(count, received: chunks.count) }
            if count > request.maxTokens { return .tooManyCounted(count, limit: request.maxTokens) }
        }
        return nil
    }

    /// So much text at least is no chance.
    private static let leastRepeated = (chunks: 8, bytes: 24)
    /// Where the second beginning does not reach the end of the first.
    private static let leastPartlyRepeated = (chunks: 16, bytes: 64)

    /// So many places are looked at: a hostile text may seem to begin anew everywhere.
    private static let mostPlaces = 64

    /// After how many deltas the text restarted from its beginning. A model that turns in a circle repeats itself more than once: that is its text.
    var repetition: Int? {
        let texts = chunks.map { Array($0.text.utf8) }
        let bytes = texts.flatMap { $0 }
        let start = Self.pastSpaces(0, in: bytes)
        let opening = bytes[start...].prefix(Self.leastRepeated.bytes)
        var (offset, places) = (0, 0)
        for (index, text) in texts.enumerated() {
            defer { offset += text.count }
            guard index >= Self.leastRepeated.chunks, offset > start, !text.allSatisfy(Self.isSpace) else { continue }
            let again = bytes[Self.pastSpaces(offset, in: bytes)...]
            guard again.starts(with: opening) else { continue }
            places += 1
            if places > Self.mostPlaces { return nil }
            let before = bytes[start..<offset]
            let common = zip(again, before).prefix { $0 == $1 }.count
            let isWhole = common == before.count
            // People come back to their first sentence, and so do models.
            if !isWhole, Self.endsSentence(before) { continue }
            let least = isWhole ? Self.leastRepeated : Self.leastPartlyRepeated
            guard common >= least.bytes, chunkCount(of: common, from: index, texts) >= least.chunks else { continue }
            if Self.isCircle(before) || isWhole && Self.goesOnInCircle(again, of: before) { continue }
            return index
        }
        return nil
    }

    private func chunkCount(of bytes: Int, from index: Int, _ texts: [[UInt8]]) -> Int {
        var (left, count) = (bytes, 0)
        for text in texts[index...] where left > 0 {
            left -= text.count
            count += 1
        }
        return count
    }

    /// What follows the second time is the beginning once more.
    private static func goesOnInCircle(_ again: ArraySlice<UInt8>, of before: ArraySlice<UInt8>) -> Bool {
        let rest = again.dropFirst(before.count).drop(while: isSpace)
        return !rest.isEmpty && zip(rest, before).prefix(leastRepeated.bytes).allSatisfy { $0 == $1 }
    }

    /// It consists of one shorter piece, over and over.
    private static func isCircle(_ text: ArraySlice<UInt8>) -> Bool {
        let text = Array(text)
        guard text.count > 1 else { return false }
        return (1...(text.count / 2)).contains { period in text.indices.dropFirst(period).allSatisfy { text[$0] == text[$0 - period] } }
    }

    private static func endsSentence(_ text: ArraySlice<UInt8>) -> Bool {
        text.last { !isSpace($0) }.map { Array(".!?:\n".utf8).contains($0) } ?? true
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }

    private static func pastSpaces(_ start: Int, in bytes: [UInt8]) -> Int {
        bytes[start...].firstIndex { !isSpace($0) } ?? bytes.endIndex
    }
}

extension StreamRecord {
    /// The finish reason came in the moment in which its pod died.
    func endedWithItsPod(_ pod: PodRecord, written: (Double) -> Moment?) -> Bool {
        guard doubt == nil, outcome.isComplete, let finishedAt else { return false }
        // As many as were asked for: nothing is missing.
        if finishReason == "length", max(chunks.count, usage?.completionTokens ?? 0) == request.maxTokens { return false }
        return PodDeath(of: pod, written: written)?.coincides(with: finishedAt) ?? false
    }
}
