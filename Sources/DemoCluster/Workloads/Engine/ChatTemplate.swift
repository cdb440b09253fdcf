/// The chat template of the demo's model: a conversation as the text that the model continues.
enum ChatTemplate {
    /// - Parameters:
    ///   - continues: the last message is unfinished and is carried on.
    ///   - addsPrompt: a new message of the assistant begins.
    /// - Throws: `EngineFailure` for the two together, as vLLM and the template code behind it refuse them.
    static func render(_ messages: [EngineRequest.Wire.Message], continues: Bool?, addsPrompt: Bool?) throws -> String {
        let isContinued = continues ?? false
        if isContinued, addsPrompt == true {
            throw EngineFailure.badRequest(
                "Cannot set both `continue_final_message` and `add_generation_prompt` to True.")
        }
        // Omitted means true, which the template code then refuses to combine.
        if isContinued, addsPrompt == nil {
            throw EngineFailure.badRequest(
                "continue_final_message and add_generation_prompt are not compatible. Use continue_final_message when "
                    + "you want the model to continue the final message, and add_generation_prompt when you want to add "
                    + "a header that will prompt it to start a new assistant message instead.")
        }
        let text = messages.map { "\($0.role):\n\($0.content?.texts.joined() ?? "")\n" }.joined()
        if isContinued { return String(text.dropLast()) }
        return addsPrompt ?? true ? text + "assistant:\n" : text
    }
}
