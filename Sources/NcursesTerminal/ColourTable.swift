import TerminalCanvas

/// Which colours the meanings have. -1 is the terminal's own foreground.
struct ColourTable: Hashable {
    enum Depth: Hashable {
        case none, eight, sixteen, full

        /// By the number of colours the terminal type offers.
        init(colours: Int) {
            switch colours {
            case 256...: self = .full
            case 16...: self = .sixteen
            case 8...: self = .eight
            default: self = .none
            }
        }
    }

    /// Pod colours repeat after this many letters.
    static let podColours = 8

    let depth: Depth
    let theme: TerminalOptions.Theme

    /// The pair of a role, from 1; 0 is the terminal's own colours.
    func pair(of role: StyleRole) -> Int16 {
        if depth == .none { return 0 }
        switch role {
        case .plain: return 0
        case .pod(let index): return Int16(Self.fixed.count + 1 + Self.podIndex(index))
        default: return Int16((Self.fixed.firstIndex(of: role) ?? -1) + 1)
        }
    }

    /// The foreground of every pair, from pair 1 on.
    var foregrounds: [Int16] {
        if depth == .none { return [] }
        return Self.fixed.map(foreground) + (0..<Self.podColours).map { foreground(.pod($0)) }
    }

    private static let fixed: [StyleRole] = [
        .dim, .title, .frame, .frameFocused, .good, .warning, .bad, .accent, .selected, .key,
    ]

    private static func podIndex(_ index: Int) -> Int {
        let rest = index % podColours
        return rest < 0 ? rest + podColours : rest
    }

    private func foreground(_ role: StyleRole) -> Int16 {
        switch depth {
        case .none: -1
        case .eight: Self.eight(role)
        case .sixteen: Self.sixteen(role, dark: theme == .dark)
        case .full: theme == .dark ? Self.dark(role) : Self.light(role)
        }
    }

    private static func eight(_ role: StyleRole) -> Int16 {
        switch role {
        case .plain, .title, .selected, .dim, .frame: -1
        case .frameFocused, .accent, .key: 6
        case .good: 2
        case .warning: 3
        case .bad: 1
        case .pod(let index): [2, 6, 5, 3, 4, 1, 2, 6][podIndex(index)]
        }
    }

    private static func sixteen(_ role: StyleRole, dark: Bool) -> Int16 {
        switch role {
        case .plain, .title, .selected: -1
        case .dim, .frame: 8
        case .frameFocused, .accent, .key: dark ? 14 : 6
        case .good: dark ? 10 : 2
        case .warning: dark ? 11 : 3
        case .bad: dark ? 9 : 1
        case .pod(let index): (dark ? [10, 14, 13, 11, 12, 9, 2, 6] : [2, 6, 5, 3, 4, 1, 2, 6])[podIndex(index)]
        }
    }

    /// For a dark background; numbers of the xterm 256-colour palette. Pod colours differ in lightness too, so that
    /// neighbours stay apart for eyes that do not tell red from green.
    private static func dark(_ role: StyleRole) -> Int16 {
        switch role {
        case .plain, .selected: -1
        case .dim: 245
        case .title: 255
        case .frame: 240
        case .frameFocused: 75
        case .good: 78
        case .warning: 221
        case .bad: 203
        case .accent: 117
        case .key: 215
        case .pod(let index): [114, 75, 213, 221, 80, 209, 147, 187][podIndex(index)]
        }
    }

    private static func light(_ role: StyleRole) -> Int16 {
        switch role {
        case .plain, .selected: -1
        case .dim: 243
        case .title: 16
        case .frame: 248
        case .frameFocused: 25
        case .good: 28
        case .warning: 130
        case .bad: 160
        case .accent: 24
        case .key: 94
        case .pod(let index): [28, 25, 127, 130, 30, 124, 61, 58][podIndex(index)]
        }
    }
}
