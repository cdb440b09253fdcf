/// A random fault from the lessons, told in words that give nothing away. The same for the same seed.
package enum MockExam {
    /// So many remedies are offered.
    private static let choices = 5

    /// - Parameter lessons: those with a fault to find, in a fixed order.
    /// - Returns: nil where there is none.
    package static func draw(from lessons: [Lesson], seed: UInt64) -> Lesson? {
        var numbers = SeededGenerator(seed: seed)
        guard var exam = lessons.randomElement(using: &numbers) else { return nil }
        var remedies = exam.remedies.filter(\.isRight)
        for other in lessons.flatMap(\.remedies).filter(\.isRight).shuffled(using: &numbers)
        where remedies.count < choices && !remedies.contains(where: { $0.text == other.text }) {
            remedies.append(Lesson.Remedy(other.text))
        }
        exam.remedies = remedies.shuffled(using: &numbers)
        exam.title = "On call"
        exam.story = "The pager rings: users complain about their answers. Nobody knows more. Read the board, look around with kubectl, "
            + "and find out what is wrong."
        exam.goal = "Name the cause, choose the remedy and carry it out, before the users are gone."
        return exam
    }
}
