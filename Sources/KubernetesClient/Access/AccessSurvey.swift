import ClusterModel
import Foundation
import NIOCore

/// Asks the API server what this user may do. Nobody may be forbidden to ask that about himself, but a server may not
/// answer; then the review says why instead of yes or no.
struct AccessSurvey: Sendable {
    var namespace: String
    var transport: APITransport

    /// All answers, in the order of the questions.
    func reviews(of questions: [AccessQuestion] = AccessQuestion.all) async throws -> [AccessReview] {
        try await withThrowingTaskGroup(of: (Int, AccessReview).self) { group in
            for (index, question) in questions.enumerated() {
                group.addTask { (index, try await review(question)) }
            }
            var answers: [(Int, AccessReview)] = []
            for try await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func review(_ question: AccessQuestion) async throws -> AccessReview {
        var review = AccessReview(
            verb: question.verb, group: question.group, resource: question.path, isAllowed: nil)
        do {
            let body = try JSONEncoder().encode(WireAccessReview(question, namespace: namespace))
            let request = transport.connection.request(.POST, WireAccessReview.path, json: body)
            let data = try await transport.data(request, within: .seconds(10))
            guard let answer = try? JSONDecoder().decode(WireAccessAnswer.self, from: data) else {
                throw RequestFailure(.malformed, "the answer to the access review is not what the API promises")
            }
            review.isAllowed = answer.status.allowed
            review.reason = answer.status.words
        } catch let failure as RequestFailure {
            review.reason = failure.message
        }
        return review
    }
}
