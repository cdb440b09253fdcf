/// A state looked at by somebody else's eyes: the facts are its own, the view is the viewer's.
extension State {
    /// An earlier moment of the run, looked at as the operator looks now.
    package func viewed(as viewer: NavigationState) -> State {
        var viewed = self
        viewed.navigation = viewer
        viewed.navigation.trail = navigation.trail
        viewed.navigation.caption = navigation.caption
        return viewed
    }

    /// A recorded moment as a viewer looks at it: what the operator armed, asked and was told stays.
    package func replayed(to viewer: NavigationState) -> State {
        var viewed = viewed(as: viewer)
        viewed.navigation.armed = navigation.armed
        viewed.navigation.notice = navigation.notice
        viewed.navigation.since = navigation.since
        if viewer.dialog == nil, case .confirmKill = navigation.dialog { viewed.navigation.dialog = navigation.dialog }
        return viewed
    }

    /// Large, for a room.
    package func presented() -> State {
        var presented = self
        presented.navigation.isPresenting = true
        return presented
    }
}
