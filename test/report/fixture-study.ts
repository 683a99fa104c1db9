// Moons with a network, a hard and a soft tree; MNIST with a convolutional teacher and students at a short and at a
// converged budget.
import { parseStudyObject } from "../../src/study/parse.ts";
import type { Study } from "../../src/study/schema.ts";

const sgd = { kind: "mlp", optimizer: "sgd", learningRate: 0.03, epochs: 2 };
const adam = { kind: "mlp", optimizer: "adam", learningRate: 0.001, epochs: 60, patience: 5 };

export const study: Study = parseStudyObject({
  name: "fixture",
  title: "Fixture | two <experiments>",
  description: "Is a soft label worth more than a hard one?\n\nReferences come from *nowhere*.",
  seeds: [1, 2, 3, 4, 5],
  experiments: [
    {
      name: "moons",
      title: "Moons",
      dataset: { name: "moons", n: 1000, noise: 0.3 },
      teachers: [{ name: "Network", kind: "mlp", hidden: [128, 128], epochs: 60, reference: 0.9 }],
      students: [
        { name: "Hard tree", kind: "tree", labels: "hard", reference: 0.865 },
        { name: "Soft tree", kind: "tree", labels: "soft", baseline: "Hard tree", reference: 0.9 },
      ],
    },
    {
      name: "mnist",
      title: "MNIST",
      dataset: { name: "mnist" },
      teachers: [{ name: "Convolutional", kind: "conv", epochs: 5, seed: 1, reference: 0.975 }],
      students: [
        { name: "Hard, SGD", labels: "hard", ...sgd, reference: 0.863 },
        {
          name: "Soft, SGD",
          labels: "soft",
          ...sgd,
          baseline: "Hard, SGD",
          reference: 0.93,
          grid: { temperature: [1, 3, 8], alpha: [0.5, 1] },
        },
        { name: "Hard, converged", labels: "hard", ...adam },
        { name: "Soft, converged", labels: "soft", ...adam, temperature: 1, baseline: "Hard, converged" },
      ],
    },
  ],
});
