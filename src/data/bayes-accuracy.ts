// The accuracy of the best possible classifier of moons, known because the density of each class is: a half circle,
// uniform in its angle, convolved with the noise. The half circles are taken as continuous; scikit-learn's evenly
// spaced angles approach that with the number of points.

/**
 * `1/2 * integral of max(f0, f1) = 1 - 1/2 * integral of min(f0, f1)` over the plane, for classes of equal weight.
 * The classes map onto each other by the point reflection at (1/2, 1/4), so half the plane is enough. Midpoint rule
 * over the plane, Simpson's rule along the arc; off by at most 5e-6 (found for noises of 0.1 to 3, against steps
 * half as long and 64 Gauss-Legendre nodes). 10 to 70 ms.
 */
export function moonsBayesAccuracy(noise: number): number {
  // The arcs are 1/2 apart: at this noise the error is about the normal tail beyond 0.25 / noise, below 1e-7.
  if (noise <= 0.045) return 1;
  const step = noise / stepsPerNoise;
  const reach = reachInNoise * noise;
  const columns = Math.ceil((3 + 2 * reach) / step);
  const rows = Math.ceil((0.75 + reach) / step);
  const arc = arcNodes(noise);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const y = 0.25 + (row + 0.5) * step;
    for (let column = 0; column < columns; column++) {
      const x = -1 - reach + (column + 0.5) * step;
      const far = Math.max(outerDistance(x, y), outerDistance(1 - x, 0.5 - y));
      if (far > reach) continue; // one of the two densities is nothing here
      sum += Math.min(outerDensity(x, y, arc), outerDensity(1 - x, 0.5 - y, arc));
    }
  }
  return 1 - sum * step * step;
}

const stepsPerNoise = 20;
/** Beyond so many standard deviations from an arc its density is left out: 2e-6 of a Gaussian in the plane. */
const reachInNoise = 5;

interface ArcNodes {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  /** Simpson's weight times the Gaussian's factor `1 / (2 pi noise^2)`, over the length of the arc. */
  readonly weight: Float64Array;
  readonly exponent: number;
}

function arcNodes(noise: number): ArcNodes {
  const intervals = 2 * Math.ceil(Math.max(8, (1.25 * Math.PI) / noise));
  const angles = Float64Array.from({ length: intervals + 1 }, (_, index) => (Math.PI * index) / intervals);
  const simpson = (index: number) => (index === 0 || index === intervals ? 1 : index % 2 === 1 ? 4 : 2);
  const factor = 1 / (3 * intervals) / (2 * Math.PI * noise * noise);
  return {
    cos: angles.map(Math.cos),
    sin: angles.map(Math.sin),
    weight: angles.map((_, index) => simpson(index) * factor),
    exponent: -1 / (2 * noise * noise),
  };
}

/** Density of class 0 at a point; that of class 1 is this one at the reflected point. */
function outerDensity(x: number, y: number, arc: ArcNodes): number {
  let sum = 0;
  for (let node = 0; node < arc.weight.length; node++) {
    const dx = x - arc.cos[node]!;
    const dy = y - arc.sin[node]!;
    sum += arc.weight[node]! * Math.exp(arc.exponent * (dx * dx + dy * dy));
  }
  return sum;
}

/** Distance of a point to the upper half of the unit circle. */
function outerDistance(x: number, y: number): number {
  return y >= 0 ? Math.abs(Math.hypot(x, y) - 1) : Math.hypot(Math.abs(x) - 1, y);
}
