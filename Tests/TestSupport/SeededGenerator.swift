import TrainingModel

/// The program's own. A test that takes its seed from outside prints it.
package typealias SeededGenerator = TrainingModel.SeededGenerator
