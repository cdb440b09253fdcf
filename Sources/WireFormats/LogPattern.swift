/// A line of a log as its operator describes it: literal text with named groups, for example
/// `forwarded {request} of {session} to {worker}`.
///
/// `{request}`, `{worker}` and `{pod}` take one word, `{session}` and `{*}` anything up to the literal text behind them; `{{` is a
/// brace. It may begin anywhere in the line: a first group that is a word is the one before its literal text. Matching never goes
/// back, so that no pattern and no line can hold the board up.
package struct LogPattern: Sendable, Equatable {
    package enum Group: String, Sendable, CaseIterable {
        case request, session, worker, pod
        case anything = "*"
    }

    private enum Part: Sendable, Equatable {
        case literal(String)
        case group(Group)
    }

    private let parts: [Part]

    /// Nil where a brace is not closed, a group is unknown or named twice, two groups touch, nothing but a group is there, or nothing
    /// would tell a worker.
    package init?(_ text: String) {
        var parts: [Part] = []
        var groups: Set<Group> = []
        var literal = ""
        var rest = text[...]
        while let first = rest.first {
            if rest.hasPrefix("{{") {
                literal.append("{")
                rest = rest.dropFirst(2)
            } else if first == "{" {
                guard let close = rest.firstIndex(of: "}"), let group = Group(rawValue: String(rest[..<close].dropFirst())),
                    group == .anything || groups.insert(group).inserted
                else { return nil }
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = ""
                if case .group? = parts.last { return nil }
                parts.append(.group(group))
                rest = rest[rest.index(after: close)...]
            } else {
                literal.append(first)
                rest = rest.dropFirst()
            }
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        guard groups.contains(.worker) || groups.contains(.pod), parts.contains(where: { if case .literal = $0 { true } else { false } })
        else { return nil }
        self.parts = parts
    }

    /// The groups of a line that fits; nil for one that does not.
    func match(_ line: Substring) -> [Group: String]? {
        var found: [Group: String] = [:]
        var rest = line
        var waiting: Group?
        for (index, part) in parts.enumerated() {
            switch part {
            case .group(let group): waiting = group
            case .literal(let literal):
                guard let cut = LogText.cut(rest, at: literal) else { return nil }
                let left = index == 1 ? Self.lastWord(cut.left, for: waiting) : cut.left
                if let group = waiting, !Self.take(group, left, into: &found) { return nil }
                waiting = nil
                rest = cut.right
            }
        }
        guard let last = waiting else { return found }
        let tail = last == .session || last == .anything ? rest : LogText.firstWord(rest)
        return Self.take(last, tail, into: &found) ? found : nil
    }

    /// Of a first group: a line may begin with anything.
    private static func lastWord(_ text: Substring, for group: Group?) -> Substring {
        guard let group, [.request, .worker, .pod].contains(group) else { return text }
        return LogText.cut(text, atLast: " ")?.right ?? text
    }

    private static func take(_ group: Group, _ text: Substring, into found: inout [Group: String]) -> Bool {
        switch group {
        case .anything: return true
        case .session: found[group] = String(LogText.trimmed(text))
        case .request, .worker, .pod:
            guard let word = LogText.word(text) else { return false }
            found[group] = word
        }
        return true
    }
}
