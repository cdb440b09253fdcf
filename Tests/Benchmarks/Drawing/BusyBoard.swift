import FailoverModel
import TestSupport

/// A board with all panes full: twelve engines, forty sessions, a long answer that broke and goes on, an open incident.
enum BusyBoard {
    static var state: State {
        var story = Story.steady()
        for host in 14..<23 { story.tell(.kubernetes(.pods(.changed(Story.engine("more\(host)", host: host))))) }
        for user in 7...40 { story.route("user-request-\(user)", session: "user-\(user)", to: 11 + user % 12) }
        let (id, end) = story.ask(at: 1, host: 11, tokens: 400)
        story.press(.killActive, .confirm)
        var dying = Story.engine("8wt2h", host: 11)
        dying.isTerminating = true
        story.tell(at: end + 0.01, .kubernetes(.pods(.changed(dying))))
        story.tell(at: end + 0.02, .stream(.closed(id, .cleanEnd)))
        story.tell(at: end + 0.1, .kubernetes(.pods(.removed(dying))))
        story.tell(.kubernetes(.pods(.changed(Story.engine("fresh", host: 40, ready: false)))))
        story.tell(at: end + 0.5, .ticked)
        if let again = story.state.conversation.current, again.isOpen {
            story.answer(again.id, from: end + 0.5, host: 12, tokens: 200)
        }
        return story.state
    }
}
