extension EngineRequest {
    /// The fields of the OpenAI API that the engine honours, under their own names.
    struct Wire: Decodable {
        struct Message: Decodable {
            var role: String
            var content: Texts?
        }

        struct StreamOptions: Decodable {
            var include_usage: Bool?
        }

        var model: String?
        var prompt: Prompt?
        var messages: [Message]?
        var max_tokens: Int?
        var max_completion_tokens: Int?
        var stream: Bool?
        var stream_options: StreamOptions?
        var stop: Texts?
        var continue_final_message: Bool?
        var add_generation_prompt: Bool?
        var return_token_ids: Bool?
    }

    /// One prompt, as a text or as token ids; lists of one are taken too.
    enum Prompt: Decodable {
        case text(String)
        case ids([Int])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let ids = try? container.decode([Int].self) {
                self = .ids(ids)
            } else if let lists = try? container.decode([[Int]].self), lists.count == 1 {
                self = .ids(lists[0])
            } else {
                let texts = try container.decode(Texts.self).texts
                guard texts.count == 1 else {
                    throw DecodingError.dataCorruptedError(
                        in: container, debugDescription: "this engine takes one prompt a request, got \(texts.count)")
                }
                self = .text(texts[0])
            }
        }
    }

    /// A string, a list of strings, or a list of text parts.
    struct Texts: Decodable {
        private struct Part: Decodable {
            var text: String
        }

        var texts: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                texts = [text]
            } else if let list = try? container.decode([String].self) {
                texts = list
            } else if let parts = try? container.decode([Part].self) {
                texts = parts.map(\.text)
            } else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "expected a string or a list of strings")
            }
        }
    }
}
