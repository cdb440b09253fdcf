/// What `/tokenize` and `/detokenize` speak: a token id is a byte of UTF-8. Every text comes back exactly, from any
/// engine. The pieces that a stream is made of are longer; `WordPieces` counts those.
enum Tokenizer {
    /// vLLM's limit of prompt and answer together.
    static let maxModelLength = 2048

    static func ids(of text: String) -> [Int] { text.utf8.map { Int($0) } }

    /// - Throws: `EngineFailure` for an id that is none.
    static func text(of ids: [Int]) throws -> String {
        let bytes = try ids.map { id in
            guard let byte = UInt8(exactly: id) else {
                throw EngineFailure.badRequest("Token id \(id) is out of vocabulary", parameter: "tokens")
            }
            return byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
