import ClusterModel
import FailoverModel
import TerminalCanvas
import TrafficModel

/// What every pane draws from, and the habits they share.
struct Scene {
    let state: State
    let appearance: Appearance

    var glyphs: Glyphs { appearance.glyphs }
    var navigation: NavigationState { state.navigation }
    /// ` · `
    var dot: String { " \(glyphs.separator) " }

    /// Each pod's colour follows its letter; routers and strangers have none.
    func style(of letter: String, bold: Bool = true) -> Style {
        guard let first = letter.unicodeScalars.first, (65...90).contains(first.value), first != "R" else {
            return Style(.dim, bold: bold)
        }
        return .pod(Int(first.value) - 65, bold: bold)
    }

    func letter(_ pod: PodIdentity?) -> StyledText {
        let letter = state.letter(of: pod)
        return StyledText(letter, style(of: letter))
    }

    /// The pod that a route leads to: cut off where it is gone, in doubt where it is a guess.
    func served(by route: Route) -> StyledText {
        let several = state.traffic.ambiguity(of: route, in: state.cluster)
        if !several.isEmpty { return StyledText(several.prefix(3).map(\.letter).joined(separator: "/") + "?", .warning) }
        let isGone = route.pod.flatMap { state.cluster.record(uid: $0.uid) }?.isGone == true
        return letter(route.pod) + StyledText(isGone ? String(glyphs.cut) : "", .bad)
            + StyledText(route.evidence.isGuess ? "?" : "", .warning)
    }

    /// The wall-clock time of a moment.
    func clock(_ moment: Moment, milliseconds: Bool = false) -> String {
        Format.clock(state.start.wallClock(at: moment), offset: state.start.utcOffset, milliseconds: milliseconds)
    }

    /// `● LIVE`, and why not.
    func badge(_ source: SourceState) -> StyledText {
        switch source {
        case .connecting: return StyledText("\(glyphs.hollow) connecting", .dim)
        case .loading(let count): return StyledText("\(glyphs.hollow) loading \(count)", .dim)
        case .live: return StyledText("\(glyphs.bullet) LIVE", .good)
        case .stale(let since, _): return StyledText("\(glyphs.hollow) STALE \(ago(since))", .warning)
        case .forbidden: return StyledText("\(glyphs.cross) FORBIDDEN", .bad)
        case .unreachable(let since, _):
            return StyledText("\(glyphs.cross) UNREACHABLE" + (since.map { " \(ago($0))" } ?? ""), .bad)
        }
    }

    /// What keeps a source from being live, in words.
    func problem(_ source: SourceState) -> String? {
        switch source {
        case .connecting: "connecting"
        case .loading(let count): "loading, \(count) so far"
        case .live: nil
        case .stale(_, let reason), .forbidden(let reason), .unreachable(_, let reason): reason
        }
    }

    func ago(_ moment: Moment) -> String { Format.age((state.now - moment).seconds) }

    /// What was said while a question stands; the footer has its keys then.
    var noticeInDialog: [StyledText] {
        navigation.notice.map { [StyledText(Sanitiser.line($0.text), $0.isError ? .bad : .accent)] } ?? []
    }

    /// The frame of a pane; returns the room inside.
    func frame(
        _ canvas: inout Canvas, _ rect: Rect, _ pane: Pane, _ title: StyledText
    ) -> Rect {
        let isFocused = navigation.focus == pane && navigation.dialog == nil
        let style = isFocused ? Style(.frameFocused, bold: true) : Style(.frame)
        let number = StyledText("\(pane.rawValue) ", isFocused ? .key : .dim)
        return canvas.box(rect, title: number + title, style: style, glyphs: glyphs)
    }

    func title(_ text: String) -> StyledText { StyledText(text, .title) }
    func dim(_ text: String) -> StyledText { StyledText(text, .dim) }

    /// Lines of text, wrapped and clipped to a rectangle.
    func paragraph(_ canvas: inout Canvas, _ texts: [StyledText], in rect: Rect) {
        let lines = texts.flatMap { $0.isEmpty ? [StyledText()] : $0.wrapped(to: rect.width) }
        for (index, line) in lines.prefix(rect.height).enumerated() {
            canvas.write(line, column: rect.column, row: rect.row + index, clip: rect)
        }
    }

    /// The first row to show so that the selected one is visible.
    func firstRow(selected: Int, count: Int, room: Int) -> Int {
        max(0, min(selected - room + 1, count - room))
    }

    /// The row of a list that was clicked, of `count`; nil beside the rows.
    /// - Parameter rect: of the pane, with its frame and one line of titles.
    func row(at point: Point, in rect: Rect, _ pane: Pane, count: Int, bottom: Int = 0) -> Int? {
        guard rect.height > 3, count > 0 else { return nil }
        let rows = Rect(column: rect.column + 1, row: rect.row + 2, width: rect.width - 2, height: rect.height - 3 - bottom)
        guard rows.contains(point) else { return nil }
        let selected = min(navigation.selection[pane] ?? 0, count - 1)
        let row = firstRow(selected: selected, count: count, room: rows.height) + point.row - rows.row
        return row < count ? row : nil
    }

    /// Marks the selected row of a list: with an edge of its own, not by colour alone.
    func highlight(_ canvas: inout Canvas, _ line: Rect, _ pane: Pane) {
        guard navigation.focus == pane, navigation.dialog == nil else { return }
        canvas.restyle(line) { $0.reverse = true }
    }
}
