import Testing

@testable import DemoCluster

struct SelectorTests {
    private let labels = ["app": "vllm", "model": "opt125m"]

    @Test(arguments: [
        ("", true), ("app=vllm", true), ("app==vllm,model=opt125m", true), ("app!=vllm", false), ("other!=x", true),
        ("app in (a, vllm)", true), ("app in (a,b),model", false), ("app notin (a,b)", true), ("!app", false),
        ("!other,model", true), ("model", true), ("other", false), ("app in (vllm),model in (opt125m,x)", true),
    ])
    func `label selectors match as the documentation says`(text: String, expected: Bool) throws {
        #expect(try LabelSelector(parsing: text).matches(labels) == expected)
    }

    @Test(arguments: ["app vllm", "a in", "(x)"])
    func `nonsense is refused`(text: String) {
        #expect(throws: LabelSelector.SyntaxError.self) { try LabelSelector(parsing: text) }
    }

    @Test func `selectors in specs may have expressions`() {
        let selector = LabelSelector(spec: [
            "matchLabels": ["app": "vllm"],
            "matchExpressions": [
                ["key": "model", "operator": "In", "values": ["opt125m"]],
                ["key": "canary", "operator": "DoesNotExist"],
            ],
        ])
        #expect(selector.matches(labels))
        #expect(!selector.matches(["app": "vllm"]))
        #expect(!selector.matches(labels.merging(["canary": "yes"]) { $1 }))
    }

    @Test func `field selectors compare and negate`() throws {
        let pod: JSONValue = ["metadata": ["name": "a"], "status": ["phase": "Running"]]
        #expect(try FieldSelector(parsing: "status.phase=Running,metadata.name!=b", for: .pods).matches(pod))
        #expect(try false == FieldSelector(parsing: "status.phase!=Running", for: .pods).matches(pod))
        #expect(try FieldSelector(parsing: "spec.nodeName=", for: .pods).matches(pod))
        #expect(throws: FieldSelector.Unsupported(field: "status.phase")) {
            try FieldSelector(parsing: "status.phase=x", for: .services)
        }
    }
}
