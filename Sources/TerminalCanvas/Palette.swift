/// The colours of meanings, as numbers of the xterm palette; nil is the terminal's own foreground.
package enum Palette: String, Sendable, Hashable, CaseIterable {
    /// For a dark background, and for a light one.
    case dark, light
    /// Bright on black, whatever the terminal's background is.
    case contrast
    /// For a dark background: hues that eyes tell apart which do not tell red from green (Okabe and Ito, 2008).
    case colourBlind = "colour-blind"
    /// None: bold, dim and reverse only.
    case mono

    /// Pod colours repeat after this many letters.
    package static let podColours = 8

    /// What the meanings look like with so many colours.
    struct Table {
        var plain: Int? = nil
        var dim: Int?
        var title: Int?
        var frame: Int?
        var focused: Int?
        var good: Int?
        var warning: Int?
        var bad: Int?
        var accent: Int?
        var key: Int?
        var pods: [Int]

        static let none = Table(pods: [])
    }

    package func foreground(_ role: StyleRole, depth: ColourDepth = .full) -> Int? {
        let table = table(depth)
        return switch role {
        case .plain, .selected: table.plain
        case .dim: table.dim
        case .title: table.title
        case .frame: table.frame
        case .frameFocused: table.focused
        case .good: table.good
        case .warning: table.warning
        case .bad: table.bad
        case .accent: table.accent
        case .key: table.key
        case .pod(let index): table.pods.isEmpty ? nil : table.pods[Self.podIndex(index)]
        }
    }

    /// What the palette draws on where it does not leave that to the terminal.
    package func background(depth: ColourDepth = .full) -> Int? {
        guard self == .contrast else { return nil }
        return depth == .full ? 16 : 0
    }

    /// A letter's place among the pod colours.
    package static func podIndex(_ index: Int) -> Int {
        let rest = index % podColours
        return rest < 0 ? rest + podColours : rest
    }

    /// A colour of the xterm palette as red, green and blue: 16 basic ones, a cube of 216, 24 greys.
    package static func rgb(_ number: Int) -> (red: Int, green: Int, blue: Int) {
        if number >= 232 {
            let grey = 8 + (number - 232) * 10
            return (grey, grey, grey)
        }
        if number < 16 {
            let level = number < 8 ? 170 : 255
            return (number & 1 != 0 ? level : 0, number & 2 != 0 ? level : 0, number & 4 != 0 ? level : 0)
        }
        let steps = [0, 95, 135, 175, 215, 255]
        let index = number - 16
        return (steps[index / 36], steps[index / 6 % 6], steps[index % 6])
    }
}

/// How many colours a terminal has.
package enum ColourDepth: Hashable, Sendable {
    case none, eight, sixteen, full

    /// By the number that the terminal type offers.
    package init(colours: Int) {
        switch colours {
        case 256...: self = .full
        case 16...: self = .sixteen
        case 8...: self = .eight
        default: self = .none
        }
    }
}
