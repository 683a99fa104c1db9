// The numbers of named points: as near to their points as they are clear of each other and of all points.

/** Of the middle, in pixels from the upper left corner of a panel. */
export interface Place {
  readonly left: number;
  readonly top: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels that a number of one digit takes, with its white edge. */
const numberSize: Size = { width: 11, height: 14 };
const pointSize: Size = { width: 9, height: 9 };
const radii = [13, 20, 28, 38, 50] as const; // pixels
const directions = 16;

/** One for each of `points`, in their order; a place that is clear of no point is better than one on another number. */
export function numberPlaces(points: readonly Place[], spots: readonly Place[], panel: Size): Place[] {
  const placed: Place[] = [];
  for (const point of points) {
    const places = around(point).filter((place) => isWithin(place, panel));
    const readable = places.filter((place) => !placed.some((other) => overlap(place, other, numberSize)));
    const clear = readable.find((place) => !spots.some((spot) => overlap(place, spot, pointSize)));
    placed.push(clear ?? readable[0] ?? point);
  }
  return placed;
}

/** The nearest first; at one distance from above to the left, all the way round. */
function around({ left, top }: Place): Place[] {
  return radii.flatMap((radius) =>
    Array.from({ length: directions }, (_, i) => {
      const angle = (2 * Math.PI * i) / directions;
      return { left: left - radius * Math.sin(angle), top: top - radius * Math.cos(angle) };
    }),
  );
}

function isWithin({ left, top }: Place, { width, height }: Size): boolean {
  const [x, y] = [numberSize.width / 2, numberSize.height / 2];
  return left >= x && left <= width - x && top >= y && top <= height - y;
}

/** Of a number and a thing of `size`. */
function overlap(number: Place, other: Place, size: Size): boolean {
  return (
    Math.abs(number.left - other.left) < (numberSize.width + size.width) / 2 &&
    Math.abs(number.top - other.top) < (numberSize.height + size.height) / 2
  );
}
