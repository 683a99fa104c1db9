// The source of a student as a JavaScript module: logits by what it is, probabilities and classes from them.
import { javascriptNetwork } from "./javascript-network.ts";
import { javascriptSoftTree } from "./javascript-soft-tree.ts";
import { javascriptTree } from "./javascript-tree.ts";
import type { StoredStudent } from "./stored-student.ts";

export function javascriptOf(student: StoredStudent): string {
  return `${head}${javascriptLogits(student)}${tail}`;
}

function javascriptLogits(student: StoredStudent): string {
  switch (student.kind) {
    case "mlp":
      return javascriptNetwork(student);
    case "tree":
      return javascriptTree(student.tree, student.output);
    case "soft-tree":
      return javascriptSoftTree(student);
  }
}

const head =
  "// Exported by distilgrid; an ES module without dependencies. README.md beside it says what it is.\n";

const tail = `
/** Of the classes, at a temperature. */
export function probabilities(features, temperature = 1) {
  const values = Array.from(logits(features), (logit) => logit / temperature);
  const largest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The likeliest class; of equal ones the first. */
export function predict(features) {
  const values = logits(features);
  return values.indexOf(Math.max(...values));
}
`;
