import Foundation

/// The Python router's log lines, byte for byte: colour, local time with milliseconds, and where in its source they come
/// from.
struct RouterLog: Sendable {
    /// A source position as the real router's text formatter prints it.
    struct Place: Sendable {
        var text: String

        static let rewritten = Place(text: "request.py:483:vllm_router.services.request_service.request")
        static let routing = Place(text: "request.py:600:vllm_router.services.request_service.request")
        static let rerouting = Place(text: "request.py:633:vllm_router.services.request_service.request")
        static let failed = Place(text: "request.py:667:vllm_router.services.request_service.request")
        static let models = Place(text: "service_discovery.py:619:vllm_router.service_discovery")
        static let terminating = Place(text: "service_discovery.py:708:vllm_router.service_discovery")
        static let discovered = Place(text: "service_discovery.py:727:vllm_router.service_discovery")
        static let deleted = Place(text: "service_discovery.py:776:vllm_router.service_discovery")
        static let modelsFailed = Place(text: "service_discovery.py:635:vllm_router.service_discovery")
        static let initializing = Place(text: "routing_logic.py:684:vllm_router.routers.routing_logic")
    }

    var clock: ClusterClock
    var write: @Sendable (String) -> Void

    func info(_ message: String, _ place: Place) { line("32;20m", "INFO", message, place) }
    func warning(_ message: String, _ place: Place) { line("33;20m", "WARNING", message, place) }
    func error(_ message: String, _ place: Place) { line("31;20m", "ERROR", message, place) }

    private func line(_ colour: String, _ level: String, _ message: String, _ place: Place) {
        write(
            "\u{1B}[\(colour)[\(Self.timestamp(clock.date))] \(level):\u{1B}[0m \(message) "
                + "\u{1B}[3m(\(place.text))\u{1B}[0m")
    }

    static func timestamp(_ date: Date) -> String {
        let since = date.timeIntervalSince1970
        var seconds = time_t(since)
        var fields = tm()
        localtime_r(&seconds, &fields)
        return String(
            format: "%04d-%02d-%02d %02d:%02d:%02d,%03d", Int(fields.tm_year) + 1900, Int(fields.tm_mon) + 1,
            Int(fields.tm_mday), Int(fields.tm_hour), Int(fields.tm_min), Int(fields.tm_sec),
            Int((since - since.rounded(.down)) * 1000))
    }
}
