/// A line of a log as its operator describes it: literal text with named groups, for example
/// `forwarded {request} of {session} to {worker}`.
///
/// `{request}`, `{worker}` and `{pod}` take one word, `{session}` and `{*}` anything up to the literal text behind them.
/// It may begin anywhere in the line. Matching never goes back, so that no pattern and no line can hold the board up.
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

    /// Nil where a brace is not closed, a group is unknown or named twice, two groups touch, or nothing would tell a worker.
    package init?(_ text: String) {
        var parts: [Part] = []
        var groups: Set<Group> = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}"),
                let group = Group(rawValue: String(rest[rest.index(after: open)..<close])),
                group == .anything || groups.insert(group).inserted
            else { return nil }
            if case .group? = parts.last { return nil }
            parts.append(.group(group))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        guard groups.contains(.worker) || groups.contains(.pod), case .literal? = parts.first else { return nil }
        self.parts = parts
    }

    /// The groups of a line that fits; nil for one that does not.
    func match(_ line: Substring) -> [Group: String]? {
        var found: [Group: String] = [:]
        var rest = line
        var waiting: Group?
        for part in parts {
            switch part {
            case .group(let group): waiting = group
            case .literal(let literal):
                guard let cut = LogText.cut(rest, at: literal) else { return nil }
                if let group = waiting, !Self.take(group, cut.left, into: &found) { return nil }
                waiting = nil
                rest = cut.right
            }
        }
        guard let last = waiting else { return found }
        let tail = last == .session || last == .anything ? rest : LogText.firstWord(rest)
        return Self.take(last, tail, into: &found) ? found : nil
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
