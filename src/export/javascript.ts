// The source of a student as a JavaScript module: logits by what it is, probabilities and classes from them.
import type { ExportNames } from "./export-data.ts";
import { javascriptNetwork } from "./javascript-network.ts";
import { javascriptSoftTree } from "./javascript-soft-tree.ts";
import { javascriptTree } from "./javascript-tree.ts";
import type { StoredStudent } from "./stored-student.ts";

export function javascriptOf(student: StoredStudent, names: ExportNames | null): string {
  return `${head}${names === null ? "" : javascriptNames(names)}${javascriptLogits(student)}${tail}`;
}

function javascriptNames({ features, classes }: ExportNames): string {
  return `
/** Of the inputs, in their order; "colour=red" is 1 where the colour is red, else 0. */
export const features = ${JSON.stringify(features)};
/** \`predict\` gives the index of one of them. */
export const classes = ${JSON.stringify(classes)};

`;
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

/** The index of the likeliest class; of equal ones the first. */
export function predict(features) {
  const values = logits(features);
  return values.indexOf(Math.max(...values));
}
`;
