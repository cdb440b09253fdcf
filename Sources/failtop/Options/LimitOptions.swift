import ArgumentParser
import FailoverModel
import IncidentModel

/// What still passes.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The longest service gap that passes: last token to first token from another pod.", valueName: "time"), transform: DurationArgument.parse)
    var maxGap: DurationArgument = DurationArgument(Limits().serviceGap)

    @Option(help: ArgumentHelp("The longest capacity gap that passes: kill to replacement ready.", valueName: "time"), transform: DurationArgument.parse)
    var maxRecovery: DurationArgument = DurationArgument(Limits().capacityGap)

    mutating func validate() throws {
        guard maxGap.duration > .zero else { throw ValidationError("--max-gap must be longer than nothing") }
        guard maxRecovery.duration > .zero else { throw ValidationError("--max-recovery must be longer than nothing") }
    }

    func apply(to settings: inout Settings) {
        settings.limits = Limits(serviceGap: maxGap.duration, capacityGap: maxRecovery.duration)
    }
}
