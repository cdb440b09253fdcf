/// The numbers. Pod colours differ in lightness too, so that neighbours stay apart for eyes that do not tell red from green.
extension Palette {
    func table(_ depth: ColourDepth) -> Table {
        switch (self, depth) {
        case (.mono, _), (_, .none): .none
        case (.dark, .full):
            Table(
                dim: 245, title: 255, frame: 240, focused: 75, good: 78, warning: 221, bad: 203, accent: 117, key: 215,
                pods: [114, 75, 213, 221, 80, 209, 147, 187])
        case (.light, .full):
            Table(
                dim: 243, title: 16, frame: 248, focused: 25, good: 28, warning: 130, bad: 160, accent: 24, key: 94,
                pods: [28, 25, 127, 130, 23, 124, 61, 58])
        case (.contrast, .full):
            Table(
                plain: 231, dim: 252, title: 231, frame: 250, focused: 226, good: 46, warning: 226, bad: 210, accent: 51,
                key: 226, pods: [46, 51, 213, 226, 159, 215, 147, 231])
        case (.colourBlind, .full):
            Table(
                dim: 245, title: 255, frame: 240, focused: 227, good: 74, warning: 227, bad: 202, accent: 255, key: 214,
                pods: [74, 214, 36, 227, 33, 202, 175, 252])
        case (.dark, .sixteen):
            Table(
                dim: 8, frame: 8, focused: 14, good: 10, warning: 11, bad: 9, accent: 14, key: 14,
                pods: [10, 14, 13, 11, 12, 9, 2, 6])
        case (.light, .sixteen):
            Table(
                dim: 8, frame: 8, focused: 6, good: 2, warning: 3, bad: 1, accent: 6, key: 6, pods: [2, 6, 5, 3, 4, 1, 2, 6])
        case (.contrast, .sixteen):
            Table(
                plain: 15, dim: 7, title: 15, frame: 7, focused: 11, good: 10, warning: 11, bad: 9, accent: 14, key: 11,
                pods: [10, 14, 13, 11, 15, 9, 7, 3])
        case (.colourBlind, .sixteen):
            Table(
                dim: 7, frame: 8, focused: 11, good: 14, warning: 11, bad: 13, accent: 15, key: 11,
                pods: [14, 11, 13, 15, 12, 3, 5, 7])
        case (.dark, .eight), (.light, .eight):
            Table(focused: 6, good: 2, warning: 3, bad: 1, accent: 6, key: 6, pods: [2, 6, 5, 3, 4, 1, 2, 6])
        case (.contrast, .eight):
            Table(
                plain: 7, dim: 7, title: 7, frame: 7, focused: 3, good: 2, warning: 3, bad: 1, accent: 6, key: 3,
                pods: [2, 6, 5, 3, 7, 1, 2, 6])
        case (.colourBlind, .eight):
            Table(focused: 3, good: 6, warning: 3, bad: 5, accent: 7, key: 3, pods: [6, 3, 5, 7, 4, 6, 3, 5])
        }
    }
}
