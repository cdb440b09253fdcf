import TestSupport
import Testing
import WireFormats

struct RouterLogSignatureTests {
    @Test(arguments: [
        ("production-stack-kubernetes.log", RouterLogSignature.productionStack, 4),
        ("production-stack-static.log", .productionStack, 3), ("vllm-router.log", .vllmRouter, 6),
        ("sglang-router.log", .sglangRouter, 3), ("dynamo-frontend.log", .dynamo, 10),
    ])
    func theFirstLinesTell(file: String, expected: RouterLogSignature, within count: Int) throws {
        let lines = try Fixture.text("routers/\(file)").split(separator: "\n")
        #expect(lines.prefix(count).lazy.compactMap { RouterLogSignature.of(String($0)) }.first == expected)
        #expect(lines.compactMap { RouterLogSignature.of(String($0)) }.allSatisfy { $0 == expected })
    }

    @Test func othersTellNothing() {
        #expect(RouterLogSignature.of("INFO:     127.0.0.1:1 - \"GET /health HTTP/1.1\" 200 OK") == nil)
        #expect(RouterLogSignature.of("2026-11-23 20:13:07  INFO hyper::x: src/x.rs:1: hello") == nil)
        #expect(RouterLogSignature.of("") == nil)
    }
}
