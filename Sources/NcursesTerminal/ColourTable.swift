import TerminalCanvas

/// Which colour pairs the meanings have. -1 is the terminal's own foreground.
struct ColourTable: Hashable {
    let depth: ColourDepth
    let palette: Palette

    init(depth: ColourDepth, palette: Palette) {
        self.depth = palette == .mono ? .none : depth
        self.palette = palette
    }

    /// The pair of a role, from 1; 0 is the plain text's.
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
        return (Self.fixed + (0..<Palette.podColours).map(StyleRole.pod)).map { Int16(palette.foreground($0, depth: depth) ?? -1) }
    }

    /// Of plain text and its background, where the palette does not leave them to the terminal.
    var ground: (foreground: Int16, background: Int16)? {
        guard depth != .none, let background = palette.background(depth: depth),
            let foreground = palette.foreground(.plain, depth: depth)
        else { return nil }
        return (Int16(foreground), Int16(background))
    }

    private static let fixed: [StyleRole] = [
        .dim, .title, .frame, .frameFocused, .good, .warning, .bad, .accent, .selected, .key,
    ]
}
