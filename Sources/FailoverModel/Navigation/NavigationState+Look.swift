import IncidentModel

/// Moving about: what changes only the view.
extension NavigationState {
    /// Rows that a page key moves.
    static let page = 10

    mutating func look(_ action: Action, incidents count: Int) {
        switch action {
        case .help: dialog = .help(scroll: 0)
        case .filter: dialog = .filter(text: filter)
        case .diagnosis: dialog = .diagnosis(scroll: 0)
        case .describe: dialog = .details(.pods, scroll: 0)
        // A board asks before it comes here: this is a recording.
        case .podLog: dialog = .log(nil)
        case .sortPods:
            podSort = PodSort.after(podSort)
            (podOrder, podsSortedAt) = ([], nil)
        case .details: dialog = .details(focus, scroll: 0)
        case .focusNext: cycleFocus(by: 1)
        case .focusPrevious: cycleFocus(by: Pane.allCases.count - 1)
        case .zoomFocused: zoomed = zoomed == nil ? focus : nil
        case .zoom(let pane):
            zoomed = zoomed == pane ? nil : pane
            focus = pane
        case .move(let motion): move(motion)
        case .select(let pane, let row):
            focus = pane
            if let row { selection[pane] = row }
        case .welcome: isNew = true
        case .present: isPresenting.toggle()
        case .dismiss: dismiss()
        case .previousIncident: step(by: -1, count: count)
        case .nextIncident: step(by: 1, count: count)
        case .quit, .interrupt, .suspend, .redraw, .send, .killActive, .killChosen, .toggleArmed, .faults, .incidents,
            .copy, .confirm, .type, .erase, .nextChoice, .pause, .live, .step, .stepBack, .seek, .previousMark, .nextMark,
            .slower, .faster, .startOver, .fallBack, .nextCue, .lesson, .hint, .choose, .previousLog,
            .faultLine, .answers, .cancelAnswer:
            break
        }
    }

    /// Escape undoes the nearest thing: zoom, then filter.
    private mutating func dismiss() {
        if zoomed != nil { zoomed = nil } else if !filter.isEmpty { filter = "" } else { notice = nil }
    }

    private mutating func cycleFocus(by step: Int) {
        let panes = Pane.allCases
        let index = (focus.rawValue - 1 + step) % panes.count
        focus = panes[index]
        if zoomed != nil { zoomed = focus }
    }

    private mutating func move(_ motion: Motion) {
        switch focus {
        case .pods, .sessions: selection[focus] = motion.moved(selection[focus] ?? 0)
        // The stream's text hangs from its end: up means further back.
        case .stream: scroll[.stream] = motion.reversed.moved(scroll[.stream] ?? 0)
        case .failover: scroll[.failover] = motion.moved(scroll[.failover] ?? 0)
        }
    }

    private mutating func step(by step: Int, count: Int) {
        guard count > 0 else { return }
        let next = (incident ?? count - 1) + step
        incident = next >= count - 1 ? nil : max(0, next)
    }
}

extension Motion {
    /// The row after the motion. `end` goes as far as can be counted: who draws clamps it.
    func moved(_ row: Int) -> Int {
        switch self {
        case .up: max(0, row - 1)
        case .down: row + 1
        case .pageUp: max(0, row - NavigationState.page)
        case .pageDown: row + NavigationState.page
        case .home: 0
        case .end: 1_000_000
        }
    }

    var reversed: Motion {
        switch self {
        case .up: .down
        case .down: .up
        case .pageUp: .pageDown
        case .pageDown: .pageUp
        case .home: .end
        case .end: .home
        }
    }
}
