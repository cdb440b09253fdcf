/// One cell of the screen: a base character with its combining marks, and how it looks.
package struct Cell: Hashable, Sendable {
    package let character: Character
    /// 1, 2 for the left half of a wide character, 0 for its right half.
    package let width: Int
    package internal(set) var style: Style

    package static let blank = Cell(character: " ", width: 1, style: .plain)

    init(character: Character, width: Int, style: Style) {
        self.character = character
        self.width = width
        self.style = style
    }

    /// With a combining mark on top, where it joins the character.
    func marked(with mark: Unicode.Scalar) -> Cell {
        var text = String(character)
        text.unicodeScalars.append(mark)
        return Cell(character: text.first ?? character, width: width, style: style)
    }

    static func continuation(_ style: Style) -> Cell { Cell(character: " ", width: 0, style: style) }
}
