// Teaches a tree by a network, writes it as a JavaScript module without dependencies, and asks that module.
//   node examples/tree-to-javascript.mjs
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { exportRow, parseStudyObject, runStudy } from "distilgrid";

const study = parseStudyObject({
  name: "tree",
  seeds: [1],
  experiments: [
    {
      name: "moons",
      dataset: { name: "moons", n: 300, noise: 0.2, test: 1000 },
      teachers: [{ name: "network", kind: "mlp", hidden: [32], epochs: 20, learningRate: 0.01 }],
      students: [{ name: "soft tree", kind: "tree", labels: "soft", maxDepth: 5 }],
    },
  ],
});

const { rows } = await runStudy(study, { resultsDir: "example-results", measuresCost: false });
const { key } = rows.find(({ role }) => role === "student");

const output = `exported-tree-${Date.now()}`; // a new folder: an export never writes over one that is there
const { files, checkedSamples } = await exportRow(study, key, {
  format: "js",
  output,
  storeDir: ".distilgrid",
});
console.log(`${output}: ${files.join(", ")}; as the tree on all ${checkedSamples} test samples`);

const { predict, probabilities } = await import(pathToFileURL(resolve(output, "model.mjs")).href);
for (const point of [
  [0, 1], // the top of the upper moon, class 0
  [1, -0.5], // the bottom of the lower one, class 1
]) {
  const shares = probabilities(point).map((share) => share.toFixed(3));
  console.log(`${point}: class ${predict(point)} (${shares.join(", ")})`);
}
