import ArgumentParser

/// Whether a run is recorded.
struct RecordingOptions: ParsableArguments {
    @Option(help: "Record every event to this file (JSON lines).")
    var record: String?
}
