/// Cuts a byte stream into lines, whatever the pieces it arrives in.
///
/// A line ends at LF or CRLF; neither is part of it. Memory stays bounded: of a line longer than `maximumLength`
/// only the beginning is kept, and it is marked as cut.
package struct LineFramer: Sendable {
    package struct Line: Sendable, Equatable {
        /// The line without its end.
        package var bytes: [UInt8]
        /// The line was longer than the framer keeps; `bytes` is its beginning.
        package var isCut: Bool

        package init(bytes: [UInt8], isCut: Bool = false) {
            self.bytes = bytes
            self.isCut = isCut
        }

        package init(_ text: String) {
            self.init(bytes: Array(text.utf8))
        }

        /// The line as text; invalid UTF-8 is repaired.
        package var text: String { String(decoding: bytes, as: UTF8.self) }
        package var isEmpty: Bool { bytes.isEmpty }
    }

    /// Bytes kept of one line, its end not counted.
    package let maximumLength: Int
    private var partial: [UInt8] = []
    private var isCut = false
    /// A CR that may turn out to be the first half of CRLF.
    private var holdsCarriageReturn = false

    package init(maximumLength: Int = 1 << 20) {
        self.maximumLength = max(1, maximumLength)
    }

    /// Takes the next bytes of the stream and returns the lines that they complete.
    package mutating func append(_ bytes: some Sequence<UInt8>) -> [Line] {
        if let lines = bytes.withContiguousStorageIfAvailable({ appendContiguous($0) }) { return lines }
        return ContiguousArray(bytes).withUnsafeBufferPointer { appendContiguous($0) }
    }

    /// The end of the stream: what stands after the last line end, or nil if there is nothing.
    package mutating func finish() -> Line? {
        guard !partial.isEmpty || isCut || holdsCarriageReturn else { return nil }
        // A CR at the very end is taken for half a line end, not for text.
        holdsCarriageReturn = false
        guard !partial.isEmpty || isCut else { return nil }
        return takeLine()
    }

    private mutating func appendContiguous(_ bytes: UnsafeBufferPointer<UInt8>) -> [Line] {
        var lines: [Line] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 0x0A) {
            keep(rest[..<end])
            holdsCarriageReturn = false
            lines.append(takeLine())
            rest = rest[(end + 1)...]
        }
        keep(rest)
        return lines
    }

    private mutating func keep(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        guard let last = bytes.last else { return }
        if holdsCarriageReturn {
            holdsCarriageReturn = false
            store(CollectionOfOne(0x0D))
        }
        if last == 0x0D {
            holdsCarriageReturn = true
            store(bytes.dropLast())
        } else {
            store(bytes)
        }
    }

    private mutating func store(_ bytes: some Collection<UInt8>) {
        let room = maximumLength - partial.count
        if bytes.count > room { isCut = true }
        partial.append(contentsOf: bytes.prefix(max(0, room)))
    }

    private mutating func takeLine() -> Line {
        defer {
            partial = []
            isCut = false
        }
        return Line(bytes: partial, isCut: isCut)
    }
}
