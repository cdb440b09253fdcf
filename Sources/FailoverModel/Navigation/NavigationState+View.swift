import IncidentModel

/// Moving about in a picture that somebody else's facts make: a recording.
extension NavigationState {
    /// Changes the view alone: focus, zoom, scrolling, help, details, diagnosis, filter.
    package mutating func view(_ action: Action, incidents count: Int) {
        if dialog == nil { look(action, incidents: count) } else { applyToReading(action) }
    }
}
