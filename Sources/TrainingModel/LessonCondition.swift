/// Something that must be so on the cluster before a lesson is done.
package enum LessonCondition: Sendable, Equatable, Codable {
    /// The check of this name passes.
    case check(String)
    case readyEngines(Int)
    /// So many ready engines are younger than the router: they came in the place of others.
    case replacedEngines(Int)
    /// The node takes no pods and has no engine.
    case emptyNode(String)
    /// Two requests of the watched session were served by the same engine.
    case oneSession
    /// No engine has more requests waiting.
    case waitingAtMost(Int)
}
