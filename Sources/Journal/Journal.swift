import FailoverModel

/// A journal that was read.
public struct Journal: Sendable, Equatable {
    public var header: JournalHeader
    /// In the order in which they were written.
    public var events: [Event] = []
    /// Lines of valid JSON that are no event this program knows, as a newer one may have written them.
    public var unknownEvents = 0
    /// Lines that are not JSON.
    public var damagedLines = 0
    /// The last line is cut off: the program that wrote it did not end well.
    public var isTruncated = false

    public init(header: JournalHeader) {
        self.header = header
    }
}
