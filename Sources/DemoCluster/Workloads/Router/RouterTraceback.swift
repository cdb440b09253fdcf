/// What uvicorn prints when an answer fails in the Python router, recorded from a real one.
enum RouterTraceback {
    /// An engine's connection ended in the middle of a stream.
    static let brokenStream: [String] = lines(
        ["ERROR:    Exception in ASGI application"], payloadCause, framework, streaming,
        [
            "aiohttp.client_exceptions.ClientPayloadError: Response payload is not completed: "
                + "\(payloadReason)"
        ])

    static let payloadReason =
        "<TransferEncodingError: 400, message='Not enough data to satisfy transfer length header.'>"

    /// No engine could be reached; `reason` is the text of the last error.
    static func unreachable(_ error: String, _ reason: String) -> [String] {
        lines(
            ["ERROR:    Exception in ASGI application"], framework, ["aiohttp.client_exceptions.\(error): \(reason)"])
    }

    private static func lines(_ parts: [String]...) -> [String] { parts.flatMap { $0 } }

    private static let payloadCause = """
        Traceback (most recent call last):
          File "/opt/router/lib/python3.11/site-packages/aiohttp/client_proto.py", line 143, in connection_lost
            uncompleted = self._parser.feed_eof()
                          ^^^^^^^^^^^^^^^^^^^^^^^
          File "aiohttp/_http_parser.pyx", line 590, in aiohttp._http_parser.HttpParser.feed_eof
        aiohttp.http_exceptions.TransferEncodingError: 400, message:
          Not enough data to satisfy transfer length header.

        The above exception was the direct cause of the following exception:

        """.components

    private static let framework = """
        Traceback (most recent call last):
          File "/opt/router/lib/python3.11/site-packages/uvicorn/protocols/http/h11_impl.py", line 403, in run_asgi
            result = await app(  # type: ignore[func-returns-value]
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          File "/opt/router/lib/python3.11/site-packages/uvicorn/middleware/proxy_headers.py", line 60, in __call__
            return await self.app(scope, receive, send)
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          File "/opt/router/lib/python3.11/site-packages/fastapi/applications.py", line 1135, in __call__
            await super().__call__(scope, receive, send)
          File "/opt/router/lib/python3.11/site-packages/starlette/applications.py", line 107, in __call__
            await self.middleware_stack(scope, receive, send)
          File "/opt/router/lib/python3.11/site-packages/starlette/middleware/errors.py", line 186, in __call__
            raise exc
          File "/opt/router/lib/python3.11/site-packages/starlette/middleware/errors.py", line 164, in __call__
            await self.app(scope, receive, _send)
          File "/opt/router/lib/python3.11/site-packages/starlette/middleware/exceptions.py", line 63, in __call__
            await wrap_app_handling_exceptions(self.app, conn)(scope, receive, send)
          File "/opt/router/lib/python3.11/site-packages/starlette/_exception_handler.py", line 53, in wrapped_app
            raise exc
          File "/opt/router/lib/python3.11/site-packages/starlette/_exception_handler.py", line 42, in wrapped_app
            await app(scope, receive, sender)
          File "/opt/router/lib/python3.11/site-packages/fastapi/middleware/asyncexitstack.py", line 18, in __call__
            await self.app(scope, receive, send)
          File "/opt/router/lib/python3.11/site-packages/starlette/routing.py", line 716, in __call__
            await self.middleware_stack(scope, receive, send)
          File "/opt/router/lib/python3.11/site-packages/starlette/routing.py", line 736, in app
            await route.handle(scope, receive, send)
          File "/opt/router/lib/python3.11/site-packages/starlette/routing.py", line 290, in handle
            await self.app(scope, receive, send)
          File "/opt/router/lib/python3.11/site-packages/fastapi/routing.py", line 115, in app
            await wrap_app_handling_exceptions(app, request)(scope, receive, send)
          File "/opt/router/lib/python3.11/site-packages/starlette/_exception_handler.py", line 53, in wrapped_app
            raise exc
          File "/opt/router/lib/python3.11/site-packages/starlette/_exception_handler.py", line 42, in wrapped_app
            await app(scope, receive, sender)
        """.components

    private static let streaming = """
          File "/opt/router/lib/python3.11/site-packages/fastapi/routing.py", line 102, in app
            await response(scope, receive, send)
          File "/opt/router/lib/python3.11/site-packages/starlette/responses.py", line 269, in __call__
            with collapse_excgroups():
          File "/usr/lib/python3.11/contextlib.py", line 158, in __exit__
            self.gen.throw(typ, value, traceback)
          File "/opt/router/lib/python3.11/site-packages/starlette/_utils.py", line 85, in collapse_excgroups
            raise exc
          File "/opt/router/lib/python3.11/site-packages/anyio/_core/_tasks.py", line 327, in _run_coro
            retval = await self._coro
                     ^^^^^^^^^^^^^^^^
          File "/opt/router/lib/python3.11/site-packages/starlette/responses.py", line 273, in wrap
            await func()
          File "/opt/router/lib/python3.11/site-packages/starlette/responses.py", line 253, in stream_response
            async for chunk in self.body_iterator:
          File "/opt/router/src/vllm_router/services/request_service/request.py", line 679, in traced_stream
            async for chunk in stream_generator:
          File "/opt/router/src/vllm_router/services/request_service/request.py", line 322, in process_request
            async for chunk in backend_response.content.iter_any():
          File "/opt/router/lib/python3.11/site-packages/aiohttp/streams.py", line 46, in __anext__
            rv = await self.read_func()
                 ^^^^^^^^^^^^^^^^^^^^^^
          File "/opt/router/lib/python3.11/site-packages/aiohttp/streams.py", line 460, in readany
            await self._wait("readany")
          File "/opt/router/lib/python3.11/site-packages/aiohttp/streams.py", line 365, in _wait
            await waiter
        """.components
}

extension String {
    fileprivate var components: [String] { split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
}
