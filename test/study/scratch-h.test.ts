import { it } from "vitest";
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { parseStudy } from "../../src/study/parse.ts";
it("x", () => {
  for (const f of readdirSync("results")) {
    if (!existsSync(`results/${f}/study.yaml`)) continue;
    try { parseStudy(readFileSync(`results/${f}/study.yaml`, "utf8"), f); console.log(f, "ok"); } catch (e) { console.log(f, String(e)); }
  }
});
