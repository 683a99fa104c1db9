import type { StudyInput } from "../../src/study/schema.ts";

const count = (n: number, first = 1) => Array.from({ length: n }, (_, i) => first + i);

/** Five seeds of 60 trees and 40 networks, which come out of a few jobs: seconds to make. */
export const fiveHundredCells = {
  name: "five-hundred",
  seeds: count(5),
  experiments: [
    {
      name: "moons",
      dataset: { name: "moons", n: 80, validation: 40, test: 80, noise: 0.3 },
      teachers: [{ name: "teacher", kind: "mlp", hidden: [4], epochs: 2, learningRate: 0.01 }],
      students: [
        { name: "hard tree", kind: "tree", labels: "hard", grid: { maxDepth: count(30) } },
        {
          name: "soft tree",
          kind: "tree",
          labels: "soft",
          grid: { maxDepth: count(15), temperature: [1, 2] },
        },
        {
          name: "network",
          kind: "mlp",
          labels: "soft",
          hidden: [3],
          epochs: 1,
          grid: { temperature: count(10), alpha: [0.2, 0.5, 0.8, 1] },
        },
      ],
    },
  ],
} satisfies StudyInput;
