/// What the demo adds to the router's own command line.
struct RouterConfiguration: Sendable {
    /// Put before the container's arguments, which win.
    var defaultArguments: [String] = []
    var faults = RouterFaults()
}
