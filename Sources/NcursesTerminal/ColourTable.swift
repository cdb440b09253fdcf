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

    let depth: Depth
    let theme: TerminalOptions.Theme

    /// The pair of a role, from 1; 0 is the terminal's own colours.
    func pair(of role: StyleRole) -> Int16 {
        if depth == .none { return 0 }
        switch role {
        case .plain: return 0
        case .pod(let index): return Int16(Self.fixed.count + 1 + Palette.podIndex(index))
        default: return Int16((Self.fixed.firstIndex(of: role) ?? -1) + 1)
        }
    }

    /// The foreground of every pair, from pair 1 on.
    var foregrounds: [Int16] {
        if depth == .none { return [] }
        return Self.fixed.map(foreground) + (0..<Palette.podColours).map { foreground(.pod($0)) }
    }

    private static let fixed: [StyleRole] = [
        .dim, .title, .frame, .frameFocused, .good, .warning, .bad, .accent, .selected, .key,
    ]

    private func foreground(_ role: StyleRole) -> Int16 {
        switch depth {
        case .none: -1
        case .eight: Self.eight(role)
        case .sixteen: Self.sixteen(role, dark: theme == .dark)
        case .full: Int16((theme == .dark ? Palette.dark : Palette.light).foreground(role) ?? -1)
        }
    }

    private static func eight(_ role: StyleRole) -> Int16 {
        switch role {
        case .plain, .title, .selected, .dim, .frame: -1
        case .frameFocused, .accent, .key: 6
        case .good: 2
        case .warning: 3
        case .bad: 1
        case .pod(let index): [2, 6, 5, 3, 4, 1, 2, 6][Palette.podIndex(index)]
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
        case .pod(let index): (dark ? [10, 14, 13, 11, 12, 9, 2, 6] : [2, 6, 5, 3, 4, 1, 2, 6])[Palette.podIndex(index)]
        }
    }
}
