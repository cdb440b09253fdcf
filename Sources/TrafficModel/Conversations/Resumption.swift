/// What was received of a broken answer, sent back so that another engine continues it.
package struct Resumption: Sendable, Equatable, Codable {
    package var text: String
    /// Tokens in it, as far as they could be counted.
    package var tokens: Int
    package var form: Form
    /// Prompt and answer so far by their ids, for `.tokenIDs`.
    package var promptIDs: [Int]?

    package init(text: String, tokens: Int, form: Form, promptIDs: [Int]? = nil) {
        self.text = text
        self.tokens = tokens
        self.form = form
        self.promptIDs = promptIDs
    }

    /// How the request carries the text.
    package enum Form: String, Sendable, Codable {
        /// `/v1/completions`: behind the prompt.
        case prompt
        /// `/v1/chat/completions`: a last assistant message with `continue_final_message: true` and
        /// `add_generation_prompt: false`; vLLM refuses the one without the other.
        case assistantMessage
        /// A chat as `/v1/completions`, where the router drops `add_generation_prompt`: the engine renders its own
        /// template by `/tokenize` and `/detokenize`, and the text stands behind that.
        case renderedPrompt
        /// `/v1/completions` with the ids of the prompt and of the answer so far as the prompt: the one way in which the next engine reads
        /// exactly what the last one had. A text is cut into tokens anew, and may be cut otherwise.
        case tokenIDs

        /// How the text is sent back where token ids cannot be.
        package static func text(of api: CompletionAPI) -> Form { api == .chat ? .assistantMessage : .prompt }
    }
}
