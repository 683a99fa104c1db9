// Studies for tests of the command, on a few rows: one that needs no engine and a second, one with students that cannot be
// trained, and one without end.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stream } from "../../src/random/stream.ts";

const dataset = { name: "csv", file: "rows.csv", label: "side", splitSeed: "study" };
const tree = { kind: "tree", maxDepth: 3 };

const quick = {
  name: "quick",
  seeds: [1, 2],
  experiments: [
    {
      name: "rows",
      dataset,
      students: [{ name: "tree", labels: "hard", ...tree }],
    },
  ],
};

const student = { kind: "mlp", labels: "hard", hidden: [8], epochs: 20 };

/** One stack a seed, and none of them can be trained; the tree can. */
const absurd = {
  name: "absurd",
  seeds: [1, 2],
  experiments: [
    {
      name: "rows",
      dataset,
      students: [
        { name: "absurd", ...student, optimizer: "sgd", learningRate: 1e6 },
        { name: "tree", labels: "hard", ...tree },
      ],
    },
  ],
};

/** A student without end, and beside it a teacher; its own student waits for it. */
const endless = {
  name: "endless",
  seeds: [1],
  experiments: [
    { name: "rows", dataset, students: [{ name: "patient", ...student, epochs: 100_000 }] },
    {
      name: "taught",
      dataset,
      teachers: [{ name: "network", kind: "mlp", hidden: [8], epochs: 100_000 }],
      students: [{ name: "tree", labels: "soft", ...tree }],
    },
  ],
};

/** Writes quick.json, absurd.json and endless.json, and their rows. */
export async function writeCommandStudies(folder: string): Promise<void> {
  const { uniform } = stream(1, "rows");
  const rows = Array.from({ length: 100 }, () => uniform()).map(
    (x) => `${x},${uniform()},${x < 0.5 ? "left" : "right"}\n`,
  );
  await writeFile(join(folder, "rows.csv"), `x,y,side\n${rows.join("")}`);
  for (const study of [quick, absurd, endless]) {
    await writeFile(join(folder, `${study.name}.json`), JSON.stringify(study));
  }
}
