import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { studyEventSchema } from "../../src/coordinator/event-schema.ts";
import { packageRoot } from "../../src/package-root.ts";
import { eventsPage } from "./events-page.ts";

const docs = (name: string) => join(packageRoot(), "docs", name);

describe("docs/events.md and docs/events.schema.json", () => {
  it("are what the schema makes; `npx vitest run test/coordinator/event-schema.test.ts -u` renews them", async () => {
    await expect(eventsPage()).toMatchFileSnapshot(docs("events.md"));
    const schema = { title: "A line of `distilgrid run --json`", ...z.toJSONSchema(studyEventSchema) };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(docs("events.schema.json"));
  });
});

describe("studyEventSchema", () => {
  const options = studyEventSchema.options.map((option) => [option.shape.type.value, option] as const);

  it.each(options)(
    "%s is described, has an example that it takes, and no field without a meaning",
    (_, option) => {
      const { description, examples } = option.meta() as { description: string; examples: object[] };
      expect(description).toMatch(/\.$/);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expect(studyEventSchema.parse(example)).toEqual(example);
      const { type, elapsedMs, wallMs, ...others } = option.shape as Record<string, z.ZodType>;
      expect(Object.keys(others).filter((name) => others[name]!.description === undefined)).toEqual([]);
    },
  );
});
