// A study to start from: it runs in seconds, and says of each line what it is for.

export interface CsvSource {
  readonly file: string;
  readonly label: string;
  /** The columns to learn from; null: all others. */
  readonly features: readonly string[] | null;
  /** The others, each with the reason; sentences without their last full stop. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

/** YAML with comments, on moons or on rows of one's own. `name`: as a study's may be. */
export function studyTemplate(name: string, csv: CsvSource | null = null): string {
  return `# distilgrid plan ${name}.yaml      what a run would do, how long it takes
# distilgrid run ${name}.yaml       results/${name}/report.md says what came out
# Every field with its default: docs/study.md of the package.
name: ${name}
title: "What do soft labels give to a small student?"
seeds: [1, 2, 3, 4, 5]              # every student is trained once for each; a gain is claimed with five or more
experiments:
${csv === null ? moons : rowsOf(csv)}    teachers:
      - name: network               # without a seed: one for each seed of the study
        kind: mlp                   # or conv, for images
        hidden: [128, 128]
        batchSize: 32
        epochs: 60
        patience: 10                # stops when validation has not risen for ten epochs
    students:
      - name: hard labels
        kind: mlp                   # or tree, or soft-tree
        labels: hard
        hidden: [4]
        batchSize: 32
        epochs: 40
        tune: { learningRate: [0.003, 0.01, 0.03] }     # chosen on validation
      - name: soft labels
        extends: hard labels        # all the rest is the same
        labels: soft
        baseline: hard labels       # what it is compared with, seed by seed
        grid: { temperature: [1, 2, 4], alpha: [0.5, 1] }     # each value multiplies the student
      - { name: hard tree, kind: tree, labels: hard }
      - { name: soft tree, kind: tree, labels: soft, baseline: hard tree }
      # A control: soft labels that belong to other samples must not gain.
      - { name: permuted labels, extends: soft labels, labels: permuted, grid: { temperature: [2] }, control: true }
`;
}

const moons = `  - name: moons
    dataset: { name: moons, n: 1000, noise: 0.32 }
    # Instead of it MNIST, your own images in MNIST's format, or your own rows:
    # dataset: { name: mnist }
    # dataset: { name: idx, trainImages: a.gz, trainLabels: b.gz, testImages: c.gz, testLabels: d.gz }
    # dataset: { name: csv, file: rows.csv, label: species }
    # dataset: { name: npy, features: x.npy, labels: y.npy }
`;

function rowsOf({ file, label, features, leftOut }: CsvSource): string {
  const chosen =
    features === null ? "" : `\n      features: ${JSON.stringify(features)}${leftOutText(leftOut)}`;
  return `  - name: rows
    dataset:
      name: csv
      file: ${JSON.stringify(file)}
      label: ${JSON.stringify(label)}      # the column of the classes; features: [...] names the others that are used${chosen}
      testShare: 0.2                # or testFile: other.csv
      validationShare: 0.2          # held out of the rest, for every choice that is made
      splitSeed: study              # each seed holds out its own rows
`;
}

/** A study has a megabyte at most. */
const mostToldOf = 100;

function leftOutText(leftOut: CsvSource["leftOut"]): string {
  const rest = leftOut.length - mostToldOf;
  const lines = [
    "Left out; a column that was mended can be named above:",
    ...leftOut.slice(0, mostToldOf).map(({ name, reason }) => `- ${name}. ${reason}.`),
    ...(rest > 0 ? [`and ${rest} more: distilgrid data tells of each`] : []),
  ];
  return lines.map((line) => `\n      # ${oneLine(line)}`).join("");
}

/** A name with a line break in it would end the comment. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}
