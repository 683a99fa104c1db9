// From a CSV file to a report: do soft labels help a small tree on rows of one's own? fruit.csv is made up.
//   node examples/own-rows.mjs [rows.csv column-of-the-classes]
import { fileURLToPath } from "node:url";
import { parseStudyObject, renderHeadlineText, runStudy, UserError } from "distilgrid";

const [file = fileURLToPath(new URL("fruit.csv", import.meta.url)), label = "kind"] = process.argv.slice(2);

const splits = { testShare: 0.25, validationShare: 0.2, splitSeed: "study" }; // each seed holds out its own rows
const tree = { kind: "tree", grid: { maxDepth: [2, 4, 8] } };

try {
  const study = parseStudyObject({
    name: "own-rows",
    seeds: [1, 2, 3, 4, 5],
    experiments: [
      {
        name: "rows",
        dataset: { name: "csv", file, label, ...splits },
        teachers: [{ name: "network", kind: "mlp", hidden: [32], epochs: 40, batchSize: 16 }],
        students: [
          { name: "hard tree", labels: "hard", ...tree },
          { name: "soft tree", labels: "soft", ...tree, baseline: "hard tree" },
        ],
      },
    ],
  });
  const { rows, resultsFolder } = await runStudy(study, {
    resultsDir: "example-results",
    measuresCost: false,
  });
  console.log(renderHeadlineText(study, rows));
  console.log(`${resultsFolder}/report.html`);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message); // a cell is empty, there is no such column, ...: one paragraph that says what to do
  process.exitCode = 2;
}
