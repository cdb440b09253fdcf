/// The colours of meanings, as numbers of the xterm 256-colour palette; nil is the terminal's own foreground.
public enum Palette: String, Sendable, Hashable, CaseIterable {
    case dark, light

    /// Pod colours repeat after this many letters.
    public static let podColours = 8

    public func foreground(_ role: StyleRole) -> Int? {
        self == .dark ? Self.dark(role) : Self.light(role)
    }

    /// Pod colours differ in lightness too, so that neighbours stay apart for eyes that do not tell red from green.
    private static func dark(_ role: StyleRole) -> Int? {
        switch role {
        case .plain, .selected: nil
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

    private static func light(_ role: StyleRole) -> Int? {
        switch role {
        case .plain, .selected: nil
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

    /// A letter's place among the pod colours.
    public static func podIndex(_ index: Int) -> Int {
        let rest = index % podColours
        return rest < 0 ? rest + podColours : rest
    }

    /// A colour of the xterm palette as red, green and blue: 16 basic ones, a cube of 216, 24 greys.
    public static func rgb(_ number: Int) -> (red: Int, green: Int, blue: Int) {
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
