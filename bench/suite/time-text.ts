import { decimal } from "../../src/report/format.ts";

interface TimeUnit {
  readonly name: string;
  /** Of a millisecond. */
  readonly perMs: number;
}

const units: readonly TimeUnit[] = [
  { name: "s", perMs: 1e-3 },
  { name: "ms", perMs: 1 },
  { name: "µs", perMs: 1e3 },
  { name: "ns", perMs: 1e6 },
];

/** The largest in which the time is 1 or more. */
export function unitOf(ms: number): TimeUnit {
  return units.find(({ perMs }) => ms * perMs >= 1) ?? units.at(-1)!;
}

/** "33.1 µs" */
export function timeText(ms: number): string {
  const { name, perMs } = unitOf(ms);
  return `${significant(ms * perMs)} ${name}`;
}

/** Three digits, or all before the point. */
export function significant(value: number): string {
  if (value >= 100) return decimal(value, 0);
  return decimal(value, value >= 10 ? 1 : 2);
}
