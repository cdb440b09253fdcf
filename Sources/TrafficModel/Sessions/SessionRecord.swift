import ClusterModel

/// One session.
package struct SessionRecord: Sendable, Equatable {
    package internal(set) var id: String
    /// Where its latest request went; nil before the first.
    package internal(set) var route: Route? = nil
    /// Where the one before the last move went.
    package internal(set) var previous: Route? = nil
    package internal(set) var requests = 0
    /// How often its pod changed.
    package internal(set) var moved = 0
    /// Requests that failed, as far as the log tells: one that a further try served is none of them.
    package internal(set) var errors = 0
    /// Its latest request.
    package internal(set) var lastSeen: Moment
    package internal(set) var movedAt: Moment? = nil

    package init(id: String, route: Route? = nil, previous: Route? = nil, lastSeen: Moment, movedAt: Moment? = nil) {
        self.id = id
        self.route = route
        self.previous = previous
        self.lastSeen = lastSeen
        self.movedAt = movedAt
    }
}
