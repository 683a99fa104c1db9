// What is committed in results/ is what this code makes of the rows beside it, and of the studies that are shipped.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { specName } from "../../src/report/figures/figure.ts";
import { renderReport } from "../../src/report/report.ts";
import { recordedCommand } from "../../src/results/environment.ts";
import { readResolvedStudy, readRows } from "../../src/results/files.ts";
import { readSamples } from "../../src/results/samples.ts";
import { parseStudy } from "../../src/study/parse.ts";

const root = packageRoot();
const files = readdirSync(join(root, "studies"));
const names = files.map((file) => file.replace(/\.yaml$/, ""));

describe.each(names)("results/%s", (name) => {
  const folder = join(root, "results", name);
  const committed = (file: string) => readFileSync(join(folder, file), "utf8");

  it("is of the study as it is shipped", async () => {
    const file = `${name}.yaml`;
    const shipped = parseStudy(readFileSync(join(root, "studies", file), "utf8"), file);
    expect(await readResolvedStudy(folder)).toEqual(shipped);
  });

  it("has the report that its rows give: else `distilgrid report` makes it again", async () => {
    const [study, rows, samples] = [
      await readResolvedStudy(folder),
      await readRows(folder),
      await readSamples(folder),
    ];
    const command = (await recordedCommand(folder)) ?? "";
    const { markdown, html, figures } = await renderReport({ study, rows, samples, command });
    const made = new Map([
      ["report.md", markdown],
      ["report.html", html],
      ...figures.flatMap((figure) => [
        [figure.name, figure.svg] as const,
        [specName(figure), figure.spec] as const,
      ]),
    ]);
    const stale = [...made].filter(([file, text]) => committed(file) !== text).map(([file]) => file);
    expect(stale).toEqual([]);
    const drawn = readdirSync(join(folder, "figures")).map((file) => `figures/${file}`);
    expect(drawn.filter((file) => !made.has(file))).toEqual([]);
  });
});
