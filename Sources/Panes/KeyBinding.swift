import FailoverModel
import TerminalCanvas

/// Who takes the keys.
package enum KeyMode: String, Sendable, CaseIterable {
    case board, past, help, details, diagnosis, log, filter, confirm, typing, chooser, incidents, answers, faults, lesson, leaving

    package init(_ navigation: NavigationState) {
        self = Self.of(navigation.dialog) ?? (navigation.position == .live ? .board : .past)
    }

    /// nil where no dialog takes the keys.
    static func of(_ dialog: Dialog?) -> KeyMode? {
        switch dialog {
        case nil: nil
        case .help: .help
        case .details: .details
        case .diagnosis: .diagnosis
        case .log(let view): view?.isTyping == true ? .filter : .log
        case .filter: .filter
        case .confirmKill(let proposal): proposal.typing == nil ? .confirm : .typing
        case .chooseKill: .chooser
        case .incidents: .incidents
        case .answers: .answers
        case .faults: .faults
        case .lesson: .lesson
        case .leaveLesson: .leaving
        }
    }

    /// Characters are text here, not commands.
    var takesText: Bool { self == .filter || self == .typing }
}

/// What a key asks for, in which modes, and how it is told.
package struct KeyBinding: Sendable {
    package let keys: [KeyPress]
    /// The keys as they are written in the footer and in the help.
    package let keyLabel: String
    package let action: Action
    /// One or two words, for the footer.
    package let label: String
    /// One sentence, for the help.
    package let help: String
    package let modes: Set<KeyMode>
    /// Lower stays longer in a short footer; nil is never in the footer.
    package let footerRank: Int?

    init(
        _ keys: [KeyPress], _ keyLabel: String, _ action: Action, _ label: String, _ help: String,
        modes: Set<KeyMode> = [.board], footer: Int? = nil
    ) {
        self.keys = keys
        self.keyLabel = keyLabel
        self.action = action
        self.label = label
        self.help = help
        self.modes = modes
        footerRank = footer
    }
}
