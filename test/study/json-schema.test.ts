import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { studyJsonSchema } from "../../src/study/json-schema.ts";

it("x", async () => {
  await expect(`${JSON.stringify(studyJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    "../../docs/study.schema.json",
  );
  const s = z.fromJSONSchema(studyJsonSchema() as never);
  for (const f of readdirSync("studies")) {
    const r = s.safeParse(parse(readFileSync(`studies/${f}`, "utf8")));
    console.log(f, r.success, r.success ? "" : JSON.stringify(r.error.issues).slice(0, 1000));
  }
});
