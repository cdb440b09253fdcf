/// Dialogs that only show something, and the filter line.
extension NavigationState {
    mutating func applyToReading(_ action: Action) {
        switch (dialog, action) {
        case (.filter, .confirm), (.help, .confirm), (.help, .help), (.help, .dismiss), (.details, .dismiss),
            (.details, .confirm), (.details, .details), (.details, .describe), (.diagnosis, .dismiss), (.diagnosis, .confirm),
            (.diagnosis, .diagnosis):
            dialog = nil
        case (.log, .dismiss), (.log, .confirm), (.log, .podLog): dialog = nil
        case (.filter, .dismiss):
            filter = ""
            dialog = nil
        case (.filter(let text), .type(let more)):
            setFilter(text + more)
        case (.filter(let text), .erase):
            setFilter(String(text.dropLast()))
        case (.help(let scroll), .move(let motion)):
            dialog = .help(scroll: motion.moved(scroll))
        case (.diagnosis(let scroll), .move(let motion)):
            dialog = .diagnosis(scroll: motion.moved(scroll))
        case (.details(let pane, let scroll), .move(let motion)):
            dialog = .details(pane, scroll: motion.moved(scroll))
        default:
            break
        }
    }

    /// The filter works while it is typed.
    private mutating func setFilter(_ text: String) {
        filter = text
        dialog = .filter(text: text)
        selection[.pods] = 0
        selection[.sessions] = 0
    }
}
