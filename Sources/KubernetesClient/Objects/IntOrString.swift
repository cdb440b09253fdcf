/// `IntOrString` of the API machinery, as the text that was written: `2`, `50%`. Quantities come as text, and old
/// clients write small ones as numbers.
struct IntOrString: Decodable, Sendable {
    var text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            text = String(number)
        } else {
            text = try container.decode(String.self)
        }
    }
}
