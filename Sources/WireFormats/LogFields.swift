/// The fields of an access log's line: words, and text in quotes that may hold spaces.
struct LogFields {
    struct Field: Equatable {
        var text: String
        var isQuoted: Bool
    }

    private(set) var all: [Field] = []

    /// So many at most: no access log has more.
    private static let limit = 256

    init(_ text: Substring) {
        var rest = LogText.trimmed(text)
        while !rest.isEmpty, all.count < Self.limit {
            if let quoted = LogText.after("\"", in: rest), let parts = LogText.cut(quoted, at: "\"") {
                all.append(Field(text: String(parts.left), isQuoted: true))
                rest = LogText.trimmed(parts.right)
            } else {
                let word = LogText.firstWord(rest)
                all.append(Field(text: String(word), isQuoted: false))
                rest = LogText.trimmed(rest[word.endIndex...])
            }
        }
    }

    subscript(_ index: Int) -> String? { all.indices.contains(index) ? all[index].text : nil }

    /// Where so many quoted fields stand one behind the other.
    func run(ofQuoted count: Int) -> Int? {
        var length = 0
        for (index, field) in all.enumerated() {
            length = field.isQuoted ? length + 1 : 0
            if length == count { return index + 1 - count }
        }
        return nil
    }
}
