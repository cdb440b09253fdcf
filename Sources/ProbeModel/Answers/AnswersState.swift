import ClusterModel
import TrafficModel

/// Answers beside that of the watched session: each in a session of its own, on another engine where one can be found.
package struct AnswersState: Sendable, Equatable {
    /// In the order in which they were asked for.
    package internal(set) var all: [SideAnswer] = []
    /// The first of them is on the engine of the watched session, and only observed where that one is resumed. Constant for a run.
    var compares = false
    /// How many sessions have been made up.
    var names = 0

    /// With the watched one there are nine: one for each digit.
    package static let limit = 8
    /// After so many sessions that landed elsewhere the next one is taken as it is.
    static let tryLimit = 12

    package init() {}

    package mutating func begin(compares: Bool) { self.compares = compares }

    /// One is still looked for.
    package var isSearching: Bool { all.contains { !$0.isAsked } }

    package mutating func toggle(_ number: Int) {
        guard let index = all.firstIndex(where: { $0.number == number }) else { return }
        all[index].isHidden.toggle()
    }

    package mutating func removeAll() { all = [] }
}
