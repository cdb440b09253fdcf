/// One JSON value. Kubernetes objects are kept as these: the demo serves them, patches them and reads a few fields.
enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    var int: Int? {
        switch self {
        case .int(let value): value
        case .double(let value): Int(exactly: value)
        default: nil
        }
    }

    var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements; empty for anything but an array.
    var array: [JSONValue] {
        guard case .array(let value) = self else { return [] }
        return value
    }

    /// The members; empty for anything but an object.
    var object: [String: JSONValue] {
        guard case .object(let value) = self else { return [:] }
        return value
    }

    /// The members whose values are strings: labels, annotations, selectors.
    var strings: [String: String] { object.compactMapValues(\.string) }

    /// The value at a path of member names. Setting makes the objects on the way; setting nil removes the member.
    subscript(_ path: String...) -> JSONValue? {
        get { value(at: path[...]) }
        set { set(newValue, at: path[...]) }
    }

    private func value(at path: ArraySlice<String>) -> JSONValue? {
        guard let name = path.first else { return self }
        guard case .object(let members) = self else { return nil }
        return members[name]?.value(at: path.dropFirst())
    }

    private mutating func set(_ newValue: JSONValue?, at path: ArraySlice<String>) {
        guard let name = path.first else { return self = newValue ?? .null }
        var members = object
        self = .null  // Lets the dictionary be changed in place.
        if path.count == 1 {
            members[name] = newValue
        } else {
            var child = members.removeValue(forKey: name) ?? .object([:])
            child.set(newValue, at: path.dropFirst())
            members[name] = child
        }
        self = .object(members)
    }
}

/// No nil literal: `cond ? nil : value` would mean null where no value at all was meant.
extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .int(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }

    /// An object of strings, for labels and selectors.
    init(_ strings: [String: String]) { self = .object(strings.mapValues(JSONValue.string)) }
}
