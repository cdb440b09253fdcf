/// A large value behind one reference, cheap to hand around. It is never changed, only put in the place of another.
final class Boxed<Value: Sendable & Equatable>: Sendable, Equatable {
    let value: Value

    init(_ value: Value) { self.value = value }

    static func == (one: Boxed, other: Boxed) -> Bool { one === other || one.value == other.value }
}
