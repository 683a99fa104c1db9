// The same study with a teacher that learned for one epoch and for thirty: what differs, as markdown.
//   node examples/compare-two-runs.mjs > changes.md
import {
  compareResults,
  parseStudyObject,
  readResolvedStudy,
  readRows,
  renderComparison,
  runStudy,
} from "distilgrid";

const studyWith = (epochs) =>
  parseStudyObject({
    name: "teachers",
    seeds: [1, 2, 3],
    experiments: [
      {
        name: "moons",
        dataset: { name: "moons", n: 300, noise: 0.2, test: 1000 },
        teachers: [{ name: "network", kind: "mlp", hidden: [32], epochs }],
        students: [{ name: "soft tree", kind: "tree", labels: "soft", maxDepth: 5 }],
      },
    ],
  });

/** They share a store: what both studies need is made once. */
async function resultsOf(epochs) {
  const resultsDir = `example-results/epochs-${epochs}`;
  const { resultsFolder: folder } = await runStudy(studyWith(epochs), { resultsDir, measuresCost: false });
  return { folder, study: await readResolvedStudy(folder), rows: await readRows(folder) };
}

console.log(renderComparison(compareResults(await resultsOf(1), await resultsOf(30))));
