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
    /// The beginning of the body, until it proves to be an event stream.
    private var opening: [UInt8] = []

    private static let quoted = 300

    init(id: RequestID, contentType: String?, key: BearerKey? = nil) {
        self.id = id
        self.key = key
        let name = contentType?.split(separator: ";").first.map(String.init) ?? ""
        self.contentType = ANSI.plain(key?.scrubbed(name) ?? name, limit: 60)
        let type = self.contentType.lowercased()
        // A missing or a wrong harmless type is no reason not to look for events.
        isOtherType = type.contains("html") || type.hasSuffix("json")
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
        guard !isOtherType, let rest = events.finish() else { return ([], false) }
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

    private mutating func read(_ event: ServerSentEvent) -> [StreamFact] {
        hasSeenEvent = true
        let data = clean(event.data)
        if data == "[DONE]" || data.trimmingCharacters(in: .whitespaces) == "[DONE]" { return [.doneMarker(id)] }
        let json = Data(data.utf8)
        let decoder = JSONDecoder()
        if let error = try? decoder.decode(ErrorObject.self, from: json) {
            return [.errorEvent(id, ANSI.plain(error.message, limit: Self.quoted))]
        }
        if event.name == "error" { return [.errorEvent(id, ANSI.plain(data, limit: Self.quoted))] }
        if data.isEmpty { return [] }
        if let chunk = try? decoder.decode(CompletionChunk.self, from: json), let facts = chunk.facts(of: id) {
            return facts.isEmpty ? [.activity(id)] : facts
        }
        return [.garbage(id, ANSI.plain(data, limit: Self.quoted))]
    }
}
