import Foundation
import PlainText
import TrafficModel
import WireFormats

/// Turns the bytes of a response body into facts. No input or output: the connection is `StreamCall`'s.
struct StreamReading {
    private let id: RequestID
    /// No fact may quote it.
    private let key: BearerKey?
    private let isOtherType: Bool
    private let contentType: String
    private var events = ServerSentEvents()
    private var reportedOversized = 0
    private var reportedComments = 0
    private var hasSeenEvent = false
    /// The first completion id has been looked at.
    private var hasSeenID = false
    private var hasSeenWorker = false
    /// A finish reason came, or `[DONE]`.
    private var isOver = false
    /// The beginning of the body, until it proves to be an event stream.
    private var opening: [UInt8] = []

    private static let quoted = 300
    /// Longer than this is no `[DONE]`, whatever blanks it has.
    private static let doneLimit = 64
    private static let errorWord = Data(#""error""#.utf8)

    init(id: RequestID, contentType: String?, key: BearerKey? = nil) {
        self.id = id
        self.key = key
        let name = contentType?.split(separator: ";").first.map(String.init) ?? ""
        self.contentType = ANSI.plain(key?.scrubbed(name) ?? name, limit: 60)
        let type = self.contentType.lowercased()
        // A missing or a wrong harmless type is no reason not to look for events.
        isOtherType = type.contains("html")
    }

    mutating func feed(_ bytes: some Collection<UInt8>) -> [StreamFact] {
        if !hasSeenEvent, opening.count < 4096 { opening += bytes.prefix(4096 - opening.count) }
        guard !isOtherType else { return [] }
        var facts: [StreamFact] = []
        for event in events.feed(bytes) { facts += read(event) }
        if events.comments > reportedComments {
            reportedComments = events.comments
            facts.append(.comment(id))
        }
        if events.oversized > reportedOversized {
            reportedOversized = events.oversized
            facts.append(.garbage(id, "an event larger than 1 MiB was dropped"))
        }
        return facts
    }

    /// Ends the body. `isCut`: an event was begun and is not complete.
    mutating func finish(isBroken: Bool) -> (facts: [StreamFact], isCut: Bool) {
        if !hasSeenEvent, !opening.isEmpty, isOtherType || !looksLikeEvents { return ([whatElse()], false) }
        guard !isOtherType, let rest = events.finish() else { return (strayWords, false) }
        // Its data may have arrived whole, without the blank line after it.
        let facts = read(rest)
        if case .garbage = facts.first {
            return (isBroken ? [] : [.garbage(id, "cut off: " + ANSI.plain(clean(rest.data), limit: Self.quoted))], true)
        }
        return (facts, facts.isEmpty)
    }

    private var looksLikeEvents: Bool {
        let text = String(decoding: opening, as: UTF8.self)
        return text.contains("data:") || text.hasPrefix(":")
    }

    /// A proxy writes its words into an answer that broke, behind the last event. A field that was cut off is no word.
    private var strayWords: [StreamFact] {
        guard !isOtherType, !isOver, let words = events.stray, words.contains(" ") else { return [] }
        return [.errorEvent(id, ANSI.plain(clean(words), limit: Self.quoted))]
    }

    /// A body that is no event stream: an error, whoever wrote it.
    private func whatElse() -> StreamFact {
        if let error = try? JSONDecoder().decode(ErrorObject.self, from: Data(opening)) {
            return .errorEvent(id, ANSI.plain(clean(error.message), limit: Self.quoted))
        }
        let kind = contentType.isEmpty ? "no event stream" : "\(contentType) instead of an event stream"
        let text = ANSI.plain(clean(String(decoding: opening, as: UTF8.self)), limit: Self.quoted)
        return .errorEvent(id, "\(kind): \(text)")
    }

    private func clean(_ text: String) -> String { key?.scrubbed(text) ?? text }

    /// Whoever replaced our id on the way, the engine tells which one reached it.
    private mutating func alias(in chunk: CompletionChunk) -> [StreamFact] {
        guard !hasSeenID, let other = chunk.requestID else { return [] }
        hasSeenID = true
        return other == id || other.hasPrefix(id) ? [] : [.alias(id, other)]
    }

    /// The first event alone: a stream that goes on elsewhere still names the worker that it began on.
    private mutating func worker(in chunk: CompletionChunk) -> [StreamFact] {
        guard !hasSeenWorker else { return [] }
        hasSeenWorker = true
        return chunk.dynamo?.worker.map { [.hints(id, [WorkerHint(header: WorkerHint.dynamo, names: [$0])])] } ?? []
    }

    private mutating func read(_ event: ServerSentEvent) -> [StreamFact] {
        hasSeenEvent = true
        let data = clean(event.data)
        if data.utf8.count < Self.doneLimit, data.trimmingCharacters(in: .whitespaces) == "[DONE]" {
            isOver = true
            return [.doneMarker(id)]
        }
        let json = Data(data.utf8)
        let decoder = JSONDecoder()
        // Without that word it is none: of thousands of events a second each is decoded once.
        if json.range(of: Self.errorWord) != nil, let error = try? decoder.decode(ErrorObject.self, from: json) {
            return [.errorEvent(id, ANSI.plain(error.message, limit: Self.quoted))]
        }
        if event.name == "error" {
            let words = data.trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
            return [.errorEvent(id, words.isEmpty ? "error without a message" : ANSI.plain(words, limit: Self.quoted))]
        }
        if data.isEmpty { return [] }
        if let chunk = try? decoder.decode(CompletionChunk.self, from: json), let facts = chunk.facts(of: id) {
            if facts.contains(where: { if case .finishReason = $0 { true } else { false } }) { isOver = true }
            return worker(in: chunk) + alias(in: chunk) + (facts.isEmpty ? [.activity(id)] : facts)
        }
        // Several in one, where the blank line between them is left out.
        let lines = data.split(separator: "\n")
        if lines.count > 1, lines.allSatisfy({ $0.hasPrefix("{") || $0 == "[DONE]" }) {
            return lines.flatMap { read(ServerSentEvent(name: event.name, data: String($0))) }
        }
        return [.garbage(id, ANSI.plain(data, limit: Self.quoted))]
    }
}
