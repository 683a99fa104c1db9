// Runs a study that this program writes itself, and tells what happens while it does. Ctrl-C lets running jobs finish; run
// it again and it goes on from there.
//   node examples/watch-a-run.mjs
import { parseStudyObject, renderHeadlineText, runStudy } from "distilgrid";

const study = parseStudyObject({
  name: "small",
  seeds: [1, 2, 3],
  experiments: [
    {
      name: "moons",
      dataset: { name: "moons", n: 500, noise: 0.3, test: 2000 },
      teachers: [{ name: "network", kind: "mlp", hidden: [64], epochs: 20 }],
      students: [
        { name: "hard tree", kind: "tree", labels: "hard" },
        { name: "soft tree", kind: "tree", labels: "soft", baseline: "hard tree" },
      ],
    },
  ],
});

const stop = new AbortController();
process.once("SIGINT", () => stop.abort());

const { state, rows } = await runStudy(study, {
  resultsDir: "example-results",
  measuresCost: false, // of a prediction
  signal: stop.signal,
  onEvent(event) {
    if (event.type === "job-done") console.error(`${event.doneRows}/${event.totalRows} ${event.job}`);
    if (event.type === "job-failed") console.error(event.error);
  },
});
console.log(state === "done" ? renderHeadlineText(study, rows) : state);
