// A clock that jumps, as a machine's does when it is set or wakes up.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openProgress } from "../../src/cli/progress.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { studyEventSchema } from "../../src/coordinator/event-schema.ts";
import type { StudyEvent } from "../../src/coordinator/events.ts";
import { runStudy } from "../../src/run-study.ts";
import { parseStudyObject } from "../../src/study/parse.ts";

const study = parseStudyObject({
  name: "clock",
  seeds: [1, 2],
  experiments: [
    {
      name: "moons",
      dataset: { name: "moons", n: 60, validation: 30, test: 30, noise: 0.3 },
      teachers: [{ name: "network", kind: "mlp", hidden: [4], epochs: 2 }],
      students: [
        { name: "hard", kind: "tree", labels: "hard" },
        { name: "soft", kind: "tree", labels: "soft", baseline: "hard" },
      ],
    },
  ],
});

const hourMs = 3_600_000;
/** An hour forth, a day back, no time at all, no number. */
const jumps = [0, hourMs, -24 * hourMs, -24 * hourMs, Number.NaN, 5, 1e15, Number.POSITIVE_INFINITY, -1e15];

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-clock-"));
});
afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

it("runStudy(study, { clock }) tells times that are none below 0, a sane guess, and the same results, with a clock that jumps", async () => {
  let reading = 0;
  const clock = () => jumps[reading++ % jumps.length]!;
  const events: StudyEvent[] = [];
  const written: string[] = [];
  const output = {
    isLive: true,
    hasColor: false,
    columns: () => 200,
    write: (text: string) => void written.push(text),
  };
  const progress = openProgress({ stdout: output, stderr: output } as unknown as Terminal, { clock });
  const run = (name: string, options: object) =>
    runStudy(study, {
      resultsDir: join(folder, name),
      storeDir: join(folder, `${name}-store`),
      engine: "portable",
      workers: 2,
      measuresCost: false,
      ...options,
    });
  const jumping = await run("jumping", {
    clock,
    onEvent(event: StudyEvent) {
      events.push(event);
      progress.show(event);
    },
  });
  progress.close();
  const shown = written.join("");
  expect(shown).toContain("10 done");
  expect(shown).toContain("left"); // a guess was shown
  expect(shown).not.toMatch(/NaN|Infinity|about -/);
  expect(jumping.state).toBe("done");
  expect(jumping.wallMs).toBeGreaterThanOrEqual(0); // NaN is not
  for (const { elapsedMs } of jumping.timings) expect(elapsedMs).toBeGreaterThanOrEqual(0);
  for (const event of events) expect(studyEventSchema.parse(event)).toEqual(event);
  await run("steady", { clock: () => 0 });
  for (const name of ["results.jsonl", "report.md"]) {
    const [one, other] = await Promise.all(
      ["jumping", "steady"].map((of) => readFile(join(folder, of, "clock", name), "utf8")),
    );
    expect(one).toBe(other);
  }
});
