import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderExplanation } from "../src/cli/render-explanation.ts";
import { explainRow } from "../src/explain.ts";
import { planStudy } from "../src/plan-study.ts";
import { openStore } from "../src/store/store.ts";
import { keyOf } from "../src/study/key.ts";
import { parseStudyObject } from "../src/study/parse.ts";

const study = parseStudyObject({
  name: "small",
  seeds: [1, 2],
  experiments: [
    {
      name: "moons",
      dataset: { name: "moons", n: 20, noise: 0.1, validation: 10, test: 10 },
      teachers: [{ name: "network", kind: "mlp", hidden: [4], epochs: 1 }],
      students: [
        { name: "hard", kind: "tree", labels: "hard" },
        { name: "soft", kind: "tree", labels: "soft", grid: { maxDepth: [1, 2] } },
        { name: "again", kind: "tree", labels: "soft", maxDepth: 2 },
      ],
    },
  ],
});

let folder = "";
const options = () => ({ engine: "portable" as const, storeDir: join(folder, "store") });
const explain = (wanted: string) => explainRow(study, wanted, options());
const lines = async () =>
  (await planStudy(study, { ...options(), resultsDir: join(folder, "results") })).lines;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-explain-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("explainRow(study, wanted, options)", () => {
  it("explainRow(study, wanted, options) gives what the key is the hash of, what it was made from, and its twins", async () => {
    const { key } = (await lines()).find(({ label, seed }) => label === "soft, max depth 2" && seed === 2)!;
    const explained = await explain(key.slice(0, 8).toUpperCase());
    expect(explained).toMatchObject({
      key,
      role: "student",
      label: "soft, max depth 2",
      seed: 2,
      isDone: false,
    });
    expect(keyOf(explained.identity)).toBe(key);
    expect(explained.identity).toMatchObject({ recipe: { maxDepth: 2, temperature: 1 }, engine: null });
    expect(explained.madeFrom.map(({ role, label, seed }) => [role, label, seed])).toEqual([
      ["soft-labels", "network", 2],
      ["teacher", "network", 2],
      ["dataset", "moons", 2],
    ]);
    expect(explained.sameAs.map(({ label, seed }) => [label, seed])).toEqual([["again", 2]]);
    expect(explained.files).toEqual([]);
    expect(renderExplanation(explained)).toContain("\n  recipe.maxDepth        2\n");
  });

  it("explainRow(study, wanted, options) names the files of what is done", async () => {
    const [dataset] = (await lines()).filter(({ role, seed }) => role === "dataset" && seed === 1);
    const bytes = new TextEncoder().encode("{}");
    await openStore(options().storeDir).commit(
      dataset!.key,
      "describe-dataset",
      [{ name: "a.json", bytes }],
      {},
    );
    const { files, isDone } = await explain(dataset!.key);
    expect(isDone).toBe(true);
    // sha256sum of "{}"
    const sha256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    const path = join(options().storeDir, "objects", dataset!.key.slice(0, 2), dataset!.key, "a.json");
    expect(files).toEqual([{ path, bytes: 2, sha256 }]);
  });

  it("explainRow(study, wanted, options) refuses what means no row, or several", async () => {
    await expect(explain("sofd, max depth 1")).rejects.toThrow("Did you mean `soft, max depth 1`?");
    await expect(explain("0000")).rejects.toThrow('of the study "small", but none begins with `0000`.');
    await expect(explain("hard")).rejects.toThrow(
      new RegExp(
        "^Expected one row, but `hard` means 2\\. Name one by its key, or at least 4 digits that it begins with:\n" +
          "key           seed  experiment  name\n[0-9a-f]{12}  1     moons       hard\n[0-9a-f]{12}  2     moons       hard$",
      ),
    );
    await expect(explain("soft")).rejects.toThrow(/`soft` means 4\.(.|\n)* soft, max depth 1\n/);
  });

  it("explainRow(study, wanted, options) lists 20 of the rows that a name means, and where all of them are", async () => {
    const seeds = Array.from({ length: 23 }, (_, i) => i + 1);
    const error: unknown = await explainRow({ ...study, seeds }, "hard", options()).catch((thrown) => thrown);
    const text = (error as Error).message.split("\n");
    expect(text).toHaveLength(23); // the sentence, the titles, 20 rows, the rest
    expect(text.at(-2)).toMatch(/^[0-9a-f]{12} {2}20 +moons +hard$/);
    expect(text.at(-1)).toBe("and 3 more: `distilgrid plan --rows` lists them all.");
  });

  it("explainRow(study, wanted, options) says how many digits of a key are needed where fewer are given", async () => {
    const { key } = (await lines())[0]!;
    await expect(explain(key.slice(0, 3))).rejects.toThrow(
      "is called `" +
        key.slice(0, 3) +
        "`. Of a key at least 4 digits are needed. `distilgrid plan --rows` lists all",
    );
  });
});
