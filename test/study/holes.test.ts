import { expect, it } from "vitest";
import { parseStudyObject } from "../../src/study/parse.ts";
import { UserError } from "../../src/user-error.ts";

it("parseStudyObject(value) refuses a list of students with a hole, as it does undefined", () => {
  const students: object[] = [{ name: "hard", kind: "mlp", labels: "hard", epochs: 1 }];
  students[2] = { name: "second", kind: "mlp", labels: "hard", epochs: 1 };
  const experiments = [{ name: "moons", dataset: { name: "moons", noise: 0.1 }, students }];
  expect(() => parseStudyObject({ name: "a", seeds: [1], experiments })).toThrow(UserError);
});
