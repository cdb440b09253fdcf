/// One event of a `text/event-stream`.
package struct ServerSentEvent: Sendable, Equatable {
    /// The `event` field; nil means `message`.
    package var name: String?
    /// The `data` lines, joined by line feeds.
    package var data: String
    /// The last `id` that the stream told.
    package var id: String?

    package init(name: String? = nil, data: String, id: String? = nil) {
        self.name = name
        self.data = data
        self.id = id
    }
}

/// Decodes server-sent events as the HTML standard says (section 9.2.6), from chunks cut anywhere.
///
/// An event is delivered with the byte that ends it: a lone CR counts at once, its LF is skipped later.
package struct ServerSentEvents: Sendable {
    /// Events that were dropped because they were larger than the limit.
    package private(set) var oversized = 0

    /// Lines that begin with a colon: servers send them to keep a connection open.
    package private(set) var comments = 0

    /// The latest line since the last event that is no field: what a proxy writes into a stream that broke.
    package private(set) var stray: String?

    private let limit: Int
    /// The latest comment since the last event.
    private var comment = ""
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var name: String?
    private var id: String?
    private var endedWithCR = false
    private var isFirstLine = true
    private var isSkipping = false

    /// - Parameter limit: the largest event kept, in bytes.
    package init(limit: Int = 1 << 20) {
        self.limit = limit
    }

    /// The events that these bytes complete.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [ServerSentEvent] {
        // Bytes that lie together are read without a call for each.
        if let events = bytes.withContiguousStorageIfAvailable({ read($0) }) { return events }
        return Array(bytes).withUnsafeBufferPointer { read($0) }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in bytes {
            if byte == 0x0A, endedWithCR {
                endedWithCR = false
                continue
            }
            endedWithCR = byte == 0x0D
            if byte == 0x0A || byte == 0x0D {
                if let event = endLine() { events.append(event) }
            } else {
                keep(byte)
            }
        }
        return events
    }

    /// Ends the stream. The event that was cut off, if one was begun; the standard says to discard it.
    package mutating func finish() -> ServerSentEvent? {
        if !line.isEmpty { readField() }
        guard !isSkipping, hasData || name != nil else { return nil }
        return takeEvent()
    }

    private mutating func keep(_ byte: UInt8) {
        guard line.count + data.count < limit else {
            if !isSkipping { oversized += 1 }
            isSkipping = true
            // Something must stay in the line, or its end would be taken for the end of the event.
            line = [UInt8(ascii: ":")]
            data = []
            return
        }
        line.append(byte)
    }

    /// A blank line dispatches.
    private mutating func endLine() -> ServerSentEvent? {
        if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        isFirstLine = false
        guard line.isEmpty else {
            let earlier = beginsAnother ? takeEvent() : nil
            readField()
            return earlier
        }
        defer { isSkipping = false }
        if name == "error", !hasData, !isSkipping {
            // Dynamo puts the words of an error into a comment, which the standard drops.
            data = Array(comment.utf8)
            return takeEvent()
        }
        return hasData && !isSkipping ? takeEvent() : discard()
    }

    /// A whole JSON object came, and this line begins another: some servers leave the blank line out. No JSON on several lines
    /// has such a seam.
    private var beginsAnother: Bool {
        guard hasData, !isSkipping, data.first == UInt8(ascii: "{"), data.last == UInt8(ascii: "}") else { return false }
        return ["data: {", "data:{", "data: [DONE]", "data:[DONE]"].contains { line.starts(with: $0.utf8) }
    }

    private mutating func readField() {
        defer { line.removeAll(keepingCapacity: true) }
        guard !isSkipping else { return }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = colon < line.endIndex ? line[(colon + 1)...] : []
        if value.first == 0x20 { value = value.dropFirst() }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "":
            comments += 1
            comment = String(decoding: value, as: UTF8.self)
        case "retry": break
        case "data":
            if hasData { data.append(0x0A) }
            hasData = true
            data.append(contentsOf: value)
        case "event": name = String(decoding: value, as: UTF8.self)
        case "id" where !value.contains(0): id = String(decoding: value, as: UTF8.self)
        default: stray = String(decoding: line, as: UTF8.self)
        }
    }

    private mutating func takeEvent() -> ServerSentEvent {
        let event = ServerSentEvent(name: name, data: String(decoding: data, as: UTF8.self), id: id)
        _ = discard()
        (comment, stray) = ("", nil)
        return event
    }

    private mutating func discard() -> ServerSentEvent? {
        data.removeAll(keepingCapacity: true)
        hasData = false
        name = nil
        return nil
    }
}
