// Valid inputs made bad: bytes turned, cut, doubled and put in, numbers of headers changed; values of JSON replaced.
import fc from "fast-check";

type Change = (bytes: Uint8Array) => Uint8Array;

const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (share: number, bytes: Uint8Array) => Math.min(bytes.length, Math.floor(share * bytes.length));
const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

const oddNumbers = [0, 1, 255, 256, 65_535, 65_536, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(place, fc.nat(7)).map(
    ([share, bit]): Change =>
      (bytes) => {
        const turned = Uint8Array.from(bytes);
        if (turned.length > 0) turned[Math.min(turned.length - 1, at(share, turned))]! ^= 1 << bit;
        return turned;
      },
  ),
  place.map(
    (share): Change =>
      (bytes) =>
        bytes.slice(0, at(share, bytes)),
  ),
  fc.tuple(place, fc.nat(40)).map(
    ([share, length]): Change =>
      (bytes) => {
        const from = at(share, bytes);
        return joined(bytes.subarray(0, from), bytes.subarray(from + length));
      },
  ),
  fc.tuple(place, fc.nat(40)).map(
    ([share, length]): Change =>
      (bytes) => {
        const from = at(share, bytes);
        return joined(bytes.subarray(0, from + length), bytes.subarray(from));
      },
  ),
  fc.tuple(place, fc.uint8Array({ maxLength: 12 })).map(
    ([share, more]): Change =>
      (bytes) => {
        const from = at(share, bytes);
        return joined(bytes.subarray(0, from), more, bytes.subarray(from));
      },
  ),
  fc.tuple(fc.nat(40), fc.constantFrom(...oddNumbers), fc.boolean()).map(
    ([from, value, little]): Change =>
      (bytes) => {
        const changed = Uint8Array.from(bytes);
        if (from + 4 <= changed.length) new DataView(changed.buffer).setUint32(from, value, little);
        return changed;
      },
  ),
);

/** One of `valid` with one to four changes; now and then unchanged, or bytes of no kind. */
export function badBytes(...valid: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const start = fc.constantFrom(...valid);
  return fc.oneof(
    { weight: 12, arbitrary: fc.tuple(start, fc.array(changes, { minLength: 1, maxLength: 4 })).map(apply) },
    { weight: 1, arbitrary: start },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  );
}

function apply([bytes, all]: readonly [Uint8Array, readonly Change[]]): Uint8Array {
  return all.reduce((changed, change) => change(changed), bytes);
}

const deep = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

/** Names and values that mean something elsewhere. */
export const oddTexts = [
  "",
  "..",
  "../../outside",
  "/etc/passwd",
  "a/b",
  "a\\b",
  "__proto__",
  "constructor",
  "toString",
  "prototype",
  "\u0000",
  "\u001b[2J\u001b]0;x\u0007",
  "\u202egpj.exe",
  "<script>alert(1)</script>",
  "</style></svg>",
  "](javascript:alert(1))",
  "=1+1",
  "`",
  "\ud800",
  "a\nb",
  "x".repeat(5000),
];

export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, {}, [], [[]], 0, -1, 0.5, 1e308, -1e308, 2 ** 31, 2 ** 53, 1e-320),
  fc.constantFrom<unknown>(...oddTexts),
  fc.constantFrom<unknown>(deep(50), deep(3000), { toString: 1, valueOf: 1, length: 1e9 }),
  fc.constantFrom<unknown>(
    JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  ),
  fc.array(fc.integer(), { maxLength: 5 }),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }),
);

interface JsonChange {
  readonly steps: readonly number[];
  readonly kind: "replace" | "remove" | "add" | "double";
  readonly name: string;
  readonly value: unknown;
}

const jsonChange: fc.Arbitrary<JsonChange> = fc.record({
  steps: fc.array(fc.nat(1000), { minLength: 1, maxLength: 7 }),
  kind: fc.constantFrom("replace", "replace", "remove", "add", "double"),
  name: fc.oneof(fc.constantFrom(...oddTexts), fc.string({ maxLength: 8 })),
  value: oddValue,
});

/** One of `valid` as JSON text, with one to three of its values, at any depth, changed; sometimes the text is as well. */
export function badJson(...valid: readonly unknown[]): fc.Arbitrary<string> {
  const changed = fc
    .tuple(fc.constantFrom(...valid), fc.array(jsonChange, { minLength: 1, maxLength: 3 }))
    .map(([value, all]) => JSON.stringify(all.reduce(changedJson, value)));
  const texts = valid.slice(0, 3).map((value) => Buffer.from(JSON.stringify(value)));
  return fc.oneof(
    { weight: 6, arbitrary: changed },
    { weight: 1, arbitrary: oddValue.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: badBytes(...texts).map((bytes) => Buffer.from(bytes).toString()) },
  );
}

/** A copy; the steps choose a place, and end where nothing is below it. */
function changedJson(value: unknown, change: JsonChange): unknown {
  const [step, ...rest] = change.steps;
  if (step === undefined || typeof value !== "object" || value === null) return change.value;
  const entries = Object.entries(value);
  const index = entries.length === 0 ? 0 : step % entries.length;
  const isHere = rest.length === 0;
  if (isHere && change.kind === "remove") entries.splice(index, 1);
  else if (isHere && change.kind === "add") entries.push([change.name, change.value]);
  else if (isHere && change.kind === "double" && entries.length > 0) entries.push(entries[index]!);
  else if (entries.length > 0) {
    const [name, old] = entries[index]!;
    entries[index] = [name, changedJson(old, { ...change, steps: rest })];
  }
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}
