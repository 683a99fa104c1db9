// How little data and how small models a smoke run has.
export const most = {
  seeds: 2,
  trainRows: 2000,
  testRows: 1000,
  validationRows: 500,
  points: 200,
  epochs: 2,
  width: 64,
  filters: 8,
  depth: 4,
  axisValues: 2,
} as const;

export function smokeEpochs(epochs: number): number {
  return Math.min(epochs, most.epochs);
}

export function smokeDepth(depth: number): number {
  return Math.min(depth, most.depth);
}

export function smokeWidths(hidden: readonly number[]): number[] {
  return hidden.map((width) => Math.min(width, most.width));
}
