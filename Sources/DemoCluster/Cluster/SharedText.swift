import Synchronization

/// A short text that is written once late and read often.
final class SharedText: Sendable {
    private let text: Mutex<String>

    init(_ text: String) { self.text = Mutex(text) }

    var value: String { text.withLock { $0 } }
    func set(_ new: String) { text.withLock { $0 = new } }
}
