/// One controller: brings the store one step nearer to what the objects ask for.
///
/// It is called after every change, so it must do nothing when all is well; that ends the chain of changes.
protocol Controller: Sendable {
    func reconcile()
}

/// Runs all controllers one after another on each change, in the order given.
struct ControllerLoop: Sendable {
    let store: ObjectStore
    let controllers: [any Controller]

    /// Runs until cancelled.
    func run() async {
        guard let watch = try? store.watch(nil) else { return }
        reconcile()
        for await change in watch.changes where change.type != .events {
            reconcile()
        }
    }

    func reconcile() {
        for controller in controllers { controller.reconcile() }
    }
}
