import TrafficModel

extension ConversationsState {
    /// The answer that was in the making on the pod when the fault came; of the session that was hit first.
    package func answer(in incident: Incident) -> Answer? {
        answers(in: incident).first
    }

    /// All that were, by session, the first that was hit first.
    package func answers(in incident: Incident) -> [Answer] {
        incident.impacts.elements.compactMap { hit in
            guard let conversation = self[session: hit.key] else { return nil }
            return conversation[hit.value.request].flatMap { conversation.answer(of: $0) }
        }
    }
}
