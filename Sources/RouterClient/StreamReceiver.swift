import Algorithms
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import PlainText
import Synchronization
import TrafficModel
import WireFormats

/// Receives one response and reports it.
///
/// Concurrency model: called on the event loop of its connection, and reports there. It takes each part of the body at
/// once, without back pressure: AsyncHTTPClient drops the parts that nobody has asked for yet when a connection breaks,
/// and those would be the last tokens before the break.
final class StreamReceiver: HTTPClientResponseDelegate, Sendable {
    typealias Response = Void

    private let id: RequestID
    private let key: BearerKey?
    private let sent: SentValues
    private let url: String
    private let emit: @Sendable (StreamFact) -> Void
    private let state = Mutex(State.waiting)

    private enum State {
        case waiting
        case reading(StreamReading)
        case refused(status: Int, body: [UInt8])
        case redirected(Redirect, status: Int)
    }

    /// A refusal's body that takes longer is left at what came.
    private static let refusalTime = TimeAmount.seconds(2)
    private static let largestRefusal = 4096

    init(id: RequestID, key: BearerKey?, sent: SentValues, url: String, emit: @escaping @Sendable (StreamFact) -> Void) {
        self.id = id
        self.key = key
        self.sent = sent
        self.url = url
        self.emit = emit
    }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        let status = Int(head.status.code)
        let redirect = Redirect(status: status, location: head.headers.first(name: "location"), from: url)
        state.withLock {
            $0 =
                if let redirect {
                    .redirected(redirect, status: status)
                } else if status == 200 {
                    .reading(StreamReading(id: id, contentType: head.headers.first(name: "content-type"), key: key))
                } else {
                    .refused(status: status, body: [])
                }
        }
        // Of a refusal its words tell whether to ask otherwise.
        if !Self.mayBeOfOptions(status), redirect == nil { emit(.opened(id, status: status)) }
        let hints = sent.hints(in: head.headers)
        if !hints.isEmpty { emit(.hints(id, hints)) }
        if let alias = sent.alias(in: head.headers) { emit(.alias(id, alias)) }
        if status != 200 { task.eventLoop.scheduleTask(in: Self.refusalTime) { task.cancel() } }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        for fact in facts(of: buffer) { emit(fact) }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) {}

    private static func mayBeOfOptions(_ status: Int) -> Bool { status == 400 || status == 422 }

    /// Where to ask instead, or with less; nil where the answer stands.
    func retry(after extras: Extras) -> Retry? {
        state.withLock { state in
            switch state {
            case .redirected(.follow(let url), _): return .at(url)
            case .refused(let status, let body) where Self.mayBeOfOptions(status):
                return extras.less(after: String(decoding: body, as: UTF8.self)).map { .asking($0) }
            case .waiting, .reading, .refused, .redirected: return nil
            }
        }
    }

    enum Retry { case at(String), asking(Extras) }

    /// Ends the response as HTTP says it should end.
    func finish() -> Closing {
        end(trouble: nil) ?? .cleanEnd
    }

    /// Ends the response by an error; nil if there was no response yet.
    func fail(_ trouble: Trouble) -> Closing? {
        end(trouble: trouble)
    }

    private func facts(of buffer: ByteBuffer) -> [StreamFact] {
        state.withLock { state in
            switch state {
            case .waiting, .redirected: return []
            case .reading(var reading):
                // Given up before it is changed, so that its buffers are not copied.
                state = .waiting
                let facts = reading.feed(buffer.readableBytesView)
                state = .reading(reading)
                return facts
            case .refused(let status, let body):
                let room = Self.largestRefusal - body.count
                state = .refused(status: status, body: body + buffer.readableBytesView.prefix(max(0, room)))
                return []
            }
        }
    }

    private func end(trouble: Trouble?) -> Closing? {
        switch state.withLock({ $0 }) {
        case .waiting: return nil
        case .refused(let status, let body):
            if Self.mayBeOfOptions(status) { emit(.opened(id, status: status)) }
            return .refused(status: status, body: quote(body))
        case .redirected(let redirect, let status):
            emit(.opened(id, status: status))
            return .refused(status: status, body: redirect.words)
        case .reading(var reading):
            let rest = reading.finish(isBroken: trouble != nil)
            for fact in rest.facts { emit(fact) }
            return trouble.map { .brokenEnd($0.reason + (rest.isCut ? ", inside an event" : "")) } ?? .cleanEnd
        }
    }

    private func clean(_ text: String) -> String { key?.scrubbed(text) ?? text }

    private func quote(_ body: [UInt8]) -> String {
        String(ANSI.plain(clean(String(decoding: body, as: UTF8.self)), limit: 300).trimming { $0 == " " })
    }
}
