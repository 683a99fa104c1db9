import { expect, test } from "vitest";
import { isMemoryDeath } from "../../src/jobs/memory-death.ts";

test.each([
  ["std::bad_alloc", true], // what() of the C++ standard library, as an addon passes it on
  ["Array buffer allocation failed", true],
  ["The loss was not finite", false],
])("isMemoryDeath(error) with the message %s is %s", (message, isOne) => {
  expect(isMemoryDeath(new Error(message))).toBe(isOne);
});
