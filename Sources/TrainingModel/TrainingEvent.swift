/// What bears on a lesson beside the state of the others.
package enum TrainingEvent: Sendable, Equatable {
    /// The learner reads what is wrong.
    case diagnosisRead
    case hintTaken
    /// An answer of the sheet by its number, from 1.
    case answered(Int)
    case ticked
}
