import Testing

struct CountTests {
    @Test(arguments: [
        (0, 0), (2.9, 2), (-3, -3), (1e19, .max), (-1e19, 0), (.infinity, 0), (-.infinity, 0), (.nan, 0),
    ] as [(Double, Int)])
    func outsideNumbersBecomeCountsWithoutATrap(value: Double, count: Int) {
        #expect(value.asCount == count)
    }
}
