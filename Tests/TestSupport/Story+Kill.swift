import ClusterModel
import FailoverModel

extension Story {
    /// A whole incident from the question to the replacement: A is killed (`now`) at 2.06 s in the middle of its answer, B
    /// serves the session's next request, D is ready at 10 s.
    package static func killed(_ change: (inout Settings) -> Void = { _ in }) -> Story {
        var story = Story.steady(change)
        // The sheet of a lesson lies over the board.
        if story.state.navigation.dialog != nil { story.press(.dismiss) }
        let (id, end) = story.ask(at: 1, host: 11, tokens: 20, pressing: .killActive)
        story.tell(at: end + 0.01, .action(.confirm))
        let pod = Story.engine("8wt2h", host: 11)
        let order = KillOrder(pod: pod.identity, namespace: "default", kind: .now)
        let killedAt = story.time
        story.tell(at: killedAt + 0.004, .kubernetes(.killAccepted(order)))
        var dying = pod
        dying.isTerminating = true
        story.tell(at: killedAt + 0.006, .kubernetes(.pods(.changed(dying))))
        story.tell(at: killedAt + 0.008, .kubernetes(.pods(.changed(engine("d4d4d", host: 14, ready: false)))))
        story.logged(at: killedAt + 0.02, .engineTerminating(pod: pod.name))
        story.tell(at: killedAt + 0.03, .stream(.closed(id, .cleanEnd)))
        if let next = story.state.conversation.current, next.isOpen {
            let last = story.answer(next.id, from: killedAt + 0.04, host: 12, tokens: 12)
            story.tell(at: last, .stream(.finishReason(next.id, "stop")), .stream(.closed(next.id, .cleanEnd)))
        }
        // In the order of their times, as a mailbox stamps them: a replay is sought by time.
        for second in [4.0, 5] { story.tell(at: second, .ticked) }
        story.tell(at: killedAt + 3, .kubernetes(.pods(.removed(dying))))
        for second in stride(from: 6.0, to: 10, by: 1) { story.tell(at: second, .ticked) }
        story.tell(at: 10, .kubernetes(.pods(.changed(engine("d4d4d", host: 14)))))
        story.logged(at: 10.1, .engineDiscovered(pod: engine("d4d4d", host: 14).name, ip: "10.0.0.14"))
        story.tell(at: 11, .ticked)
        return story
    }
}
