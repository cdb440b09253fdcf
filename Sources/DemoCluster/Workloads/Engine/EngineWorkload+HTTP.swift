import Foundation
import Hummingbird
import NIOCore

extension EngineWorkload {
    /// vLLM's routes.
    func respond(to request: Request, on channel: any Channel) async -> Response {
        let response: Response
        do {
            try await fault.passWhenRunning()
            response = try await route(request)
        } catch let failure as EngineFailure {
            response = failure.response
        } catch {
            response =
                EngineFailure(
                    status: .internalServerError, type: "InternalServerError", message: "\(error)"
                ).response
        }
        // Probes and scrapes would drown the lines that matter.
        if request.uri.path != "/health", request.uri.path != "/metrics" {
            context.log(AccessLog.line(request, channel, status: response.status))
        }
        return response
    }

    private func route(_ request: Request) async throws -> Response {
        switch (request.method, request.uri.path) {
        case (.get, "/health"):
            fault.current.isUnready || fault.current.core == .dead ? .plain("", status: .serviceUnavailable) : .plain("")
        case (.get, "/v1/models"):
            .json(modelList)
        case (.get, "/version"):
            .json("{\"version\":\"0.32.0\"}")
        case (.get, "/metrics"):
            .plain(metrics.text(model: configuration.model, isAsleep: context.isAsleep()), type: "text/plain; version=0.0.4; charset=utf-8")
        case (.post, "/v1/chat/completions"):
            try await complete(.chat, request)
        case (.post, "/v1/completions"):
            try await complete(.completions, request)
        case (.post, "/tokenize"):
            try await tokenize(request)
        case (.post, "/detokenize"):
            try await detokenize(request)
        default:
            .json("{\"detail\":\"Not Found\"}", status: .notFound)
        }
    }

    private var modelList: String {
        let model = JSONText.quote(configuration.model)
        return "{\"object\":\"list\",\"data\":[{\"id\":\(model),\"object\":\"model\","
            + "\"created\":\(Int(context.clock.date.timeIntervalSince1970)),\"owned_by\":\"vllm\",\"root\":\(model),"
            + "\"parent\":null,\"max_model_len\":\(Tokenizer.maxModelLength),\"permission\":[]}]}"
    }

    private func complete(_ api: EngineRequest.API, _ request: Request) async throws -> Response {
        let buffer = try await request.body.collect(upTo: 4 << 20)
        if fault.current.refusesRequests { throw EngineFailure.isDraining }
        if fault.current.core == .dead { throw EngineFailure.coreIsDead }
        let wanted = try EngineRequest(api, body: Data(buffer.readableBytesView), servedModel: configuration.model)
        let requestID = request.headers.value(of: "x-request-id") ?? UUID().uuidString.lowercased().filter { $0 != "-" }
        let answer = EngineAnswer(
            api: api, id: EngineAnswer.id(api, requestID: requestID), created: Int(context.clock.date.timeIntervalSince1970),
            model: configuration.model)
        guard wanted.isStreaming else {
            let text = try await collect(wanted)
            return .json(
                answer.whole(
                    text.text, finish: text.finish, prompt: wanted.context.count, completion: text.tokens))
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8"],
            body: ResponseBody { [self] writer in
                var output = writer
                var promptIDs = wanted.returnsTokenIDs ? Tokenizer.ids(of: wanted.context) : nil
                if api == .chat {
                    try await output.write(ByteBuffer(string: answer.roleEvent(prompt: promptIDs)))
                    promptIDs = nil
                }
                var count = 0
                var ending = ""
                do {
                    try await generate(wanted) { token in
                        count += 1
                        let ids = wanted.returnsTokenIDs ? Tokenizer.ids(of: [token.text]) : nil
                        try await output.write(
                            ByteBuffer(string: answer.tokenEvent(token.text, finish: token.finish, ids: ids, prompt: promptIDs)))
                        promptIDs = nil
                    }
                } catch EngineFault.Ended.byError {
                    try await output.write(ByteBuffer(string: EngineFailure.coreIsDead.event + EngineAnswer.done))
                    return try await writer.finish(nil)
                } catch EngineFault.Ended.byAbort {
                    ending = answer.tokenEvent("", finish: "abort")
                }
                let prompt = wanted.context.count
                let usage = wanted.includesUsage ? answer.usageEvent(prompt: prompt, completion: count) : ""
                try await output.write(ByteBuffer(string: ending + usage + EngineAnswer.done))
                try await writer.finish(nil)
            })
    }

    private func collect(_ request: EngineRequest) async throws -> (text: String, finish: String, tokens: Int) {
        var (text, finish, tokens) = ("", "length", 0)
        do {
            try await generate(request) { token in
                text += token.text
                tokens += 1
                finish = token.finish ?? finish
            }
        } catch EngineFault.Ended.byError {
            throw EngineFailure.coreIsDead
        } catch EngineFault.Ended.byAbort {
            finish = "abort"
        }
        return (text, finish, tokens)
    }

    /// Makes the tokens at the engine's pace and hands each to `emit`.
    private func generate(
        _ request: EngineRequest, emit: (EngineGeneration.Token) async throws -> Void
    ) async throws {
        let clock = context.clock
        let arrival = clock.now
        let promptTokens = request.context.count
        metrics.change { $0.waiting += 1 }
        var isWaiting = true
        defer { if isWaiting { metrics.change { $0.waiting -= 1 } } }
        try await slots.withSlot {
            isWaiting = false
            metrics.change {
                $0.waiting -= 1
                $0.running += 1
                $0.promptTokens += promptTokens
                $0.cachedTokens += promptTokens
            }
            var generation = EngineGeneration(
                request, seed: configuration.seed, cutsFreely: configuration.cutsFreely)
            var reason = "abort"
            defer {
                let held = promptTokens + generation.count
                metrics.change {
                    $0.running -= 1
                    $0.cachedTokens -= held
                    $0.successes[reason, default: 0] += 1
                }
            }
            var due = clock.now
            var last = clock.now
            var step = configuration.timeToFirstToken
            while let token = generation.next() {
                due = max(due + step * fault.current.slowdown, clock.now - .milliseconds(200))
                try await clock.sleep(until: due, tolerance: .milliseconds(2))
                if let mishap = configuration.mishap,
                    mishap.begins(at: generation.count - 1, of: request.maxTokens, pod: context.podUID)
                {
                    _ = await inject(mishap.fault)
                }
                try await fault.passWhenMakingTokens()
                let isFirst = generation.count == 1
                let now = clock.now
                let (elapsed, pause) = ((now - arrival) / .seconds(1), (now - last) / .seconds(1))
                last = now
                metrics.change {
                    $0.generationTokens += 1
                    $0.cachedTokens += 1
                    if isFirst { $0.timeToFirstToken.observe(elapsed) } else { $0.interToken.observe(pause) }
                    if token.finish != nil { $0.endToEnd.observe(elapsed) }
                }
                try await emit(token)
                if let finish = token.finish { reason = finish }
                step = .seconds(1 / configuration.tokensPerSecond)
            }
        }
    }
}
