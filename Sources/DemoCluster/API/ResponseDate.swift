import Foundation
import NIOCore
import NIOHTTP1

/// Gives answers the `Date` of the cluster's clock: Hummingbird's server writes that of the machine.
final class ResponseDate: ChannelOutboundHandler, Sendable {
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let clock: ClusterClock

    init(_ clock: ClusterClock) { self.clock = clock }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        head.headers.replaceOrAdd(name: "Date", value: Self.text(clock.date))
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }

    /// An HTTP date (RFC 9110, 5.6.7), such as `Tue, 24 Nov 2026 20:00:00 GMT`.
    static func text(_ date: Date) -> String {
        let form = Date.VerbatimFormatStyle(
            format: "\(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) GMT",
            locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))
        return date.formatted(form)
    }

    /// Puts it where answers are still parts, next to their encoder; itself it only stands in the pipeline.
    final class Installer: ChannelInboundHandler, RemovableChannelHandler, Sendable {
        typealias InboundIn = NIOAny

        private let clock: ClusterClock

        init(_ clock: ClusterClock) { self.clock = clock }

        func handlerAdded(context: ChannelHandlerContext) {
            let pipeline = context.pipeline.syncOperations
            guard let encoder = try? pipeline.handler(type: HTTPResponseEncoder.self) else { return }
            try? pipeline.addHandler(ResponseDate(clock), position: .after(encoder))
        }
    }
}
