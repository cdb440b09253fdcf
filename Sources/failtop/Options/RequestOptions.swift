import ArgumentParser
import FailoverModel
import TrafficModel

/// The watched session and its request.
struct RequestOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The session to watch.", valueName: "id"))
    var session: String = Settings.standard.session

    @Option(help: ArgumentHelp("The header that carries the session to the router; default is the one that this kind of router wants.", valueName: "name"))
    var sessionHeader: String?

    @Option(
        help: ArgumentHelp(
            "The response header that names the engine; default is any that holds the address or name of exactly one.",
            valueName: "name"))
    var workerHeader: String?

    @Option(help: ArgumentHelp("The model to ask; default is the first that the router lists.", valueName: "name"))
    var model: String?

    @Option(help: ArgumentHelp("Which endpoint is asked.", valueName: "api"))
    var api: CompletionAPI = .chat

    @Option(help: ArgumentHelp("The question.", valueName: "text"))
    var prompt: String = Settings.standard.prompt

    @Option(help: ArgumentHelp("The longest answer, in tokens.", valueName: "count"))
    var maxTokens: Int = Settings.standard.maxTokens

    @Option(help: ArgumentHelp("A stream silent for longer than this is stalled, for example 5s; one whose pod is terminating, after 1s.", valueName: "time"), transform: DurationArgument.parse)
    var stallAfter: DurationArgument = DurationArgument(Settings.standard.stallAfter)

    @Option(help: ArgumentHelp("When the answer breaks off: only observe, begin it again, or go on where it broke.", valueName: "policy"))
    var onBreak: BreakPolicy = .observe

    @Option(help: ArgumentHelp("How often a broken answer is resumed or retried.", valueName: "count"))
    var attempts: Int = Settings.standard.attemptLimit

    @Option(help: ArgumentHelp("A further field of the request; may be given several times.", valueName: "name=json"))
    var field: [RequestField] = []

    mutating func validate() throws {
        guard maxTokens > 0 else { throw ValidationError("--max-tokens must be at least 1, not \(maxTokens)") }
        guard (1...1_000).contains(attempts) else { throw ValidationError("--attempts must be 1 to 1000, not \(attempts)") }
        guard stallAfter.duration > .zero else { throw ValidationError("--stall-after must be longer than nothing") }
        func isNamePart(_ character: Character) -> Bool {
            character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_")
        }
        if let sessionHeader, sessionHeader.isEmpty || !sessionHeader.allSatisfy(isNamePart) {
            throw ValidationError("--session-header \(sessionHeader) is no name of an HTTP header")
        }
        if let workerHeader, workerHeader.isEmpty || !workerHeader.allSatisfy(isNamePart) {
            throw ValidationError("--worker-header \(workerHeader) is no name of an HTTP header")
        }
    }

    func apply(to settings: inout Settings) {
        settings.session = session
        settings.sessionHeader = sessionHeader
        settings.workerHeader = workerHeader
        settings.model = model
        settings.api = api
        settings.prompt = prompt
        settings.maxTokens = maxTokens
        settings.stallAfter = stallAfter.duration
        settings.onBreak = onBreak
        settings.attemptLimit = attempts
        for field in field { settings.extraFields[field.name] = field.json }
    }
}

extension CompletionAPI: ExpressibleByArgument {}
extension BreakPolicy: ExpressibleByArgument {}
