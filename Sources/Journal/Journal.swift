import FailoverModel

/// A journal that was read.
package struct Journal: Sendable, Equatable {
    package var header: JournalHeader
    /// In the order in which they were written.
    package var events: [Event] = []
    /// Lines of valid JSON that are no event this program knows, as a newer one may have written them.
    package var unknownEvents = 0
    /// Lines that are not JSON.
    package var damagedLines = 0
    /// The last line is cut off: the program that wrote it did not end well.
    package var isTruncated = false

    package init(header: JournalHeader) {
        self.header = header
    }
}
