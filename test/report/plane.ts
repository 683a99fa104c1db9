// Points and decision regions that look like those of moons.
import { runLength } from "../../src/data/run-length.ts";
import { type RandomStream, stream } from "../../src/random/stream.ts";
import type { DecisionGrid } from "../../src/results/row.ts";

export function moons(random: RandomStream, n: number): [number, number, number][] {
  return Array.from({ length: n }, (_, i) => {
    const [label, t] = [i % 2, Math.PI * random.uniform()];
    const [x, y] = label === 0 ? [Math.cos(t), Math.sin(t)] : [1 - Math.cos(t), 0.5 - Math.sin(t)];
    return [x + 0.3 * random.normal(), y + 0.3 * random.normal(), label];
  });
}

/** Above 0: class 1, the lower moon. */
export function wave(x: number, y: number): number {
  return 0.25 + 0.55 * Math.sin(2.1 * (x - 0.5)) - y;
}

/** What a tree makes of it: constant on a mesh. */
export function stepped(x: number, y: number, size: number): number {
  const snap = (value: number) => size * Math.round(value / size);
  const noise = stream(Math.round(x / size), "mesh", Math.round(y / size)).normal();
  return wave(snap(x), snap(y)) + size * noise;
}

export function decisionGrid(score: (x: number, y: number) => number): DecisionGrid {
  const [x, y, columns, rows] = [[-2, 3], [-1.75, 2.25], 120, 96] as const;
  const classes = Array.from({ length: rows * columns }, (_, i) => {
    const column = i % columns;
    const row = Math.floor(i / columns);
    return score(x[0] + ((column + 0.5) * 5) / columns, y[0] + ((row + 0.5) * 4) / rows) > 0 ? 1 : 0;
  });
  return { x, y, columns, rows, runs: runLength(classes) };
}
