import { expect, test } from "vitest";
import { allCases } from "./cases.ts";

test("all kinds of bad inputs together are at least 20,000", () => {
  expect(allCases).toBe(27_764); // docs/security.md and docs/reliability.md say so
  expect(allCases).toBeGreaterThanOrEqual(20_000);
});
