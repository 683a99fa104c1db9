import type { Dataset } from "../data/dataset.ts";
import type { TestMetrics } from "../results/row.ts";
import { decodedPlaces, placesWithout } from "../results/sample-places.ts";
import { UserError } from "../user-error.ts";

/**
 * Of a student is known which test samples it gets wrong, and how often it takes each class for each other.
 * @throws Error where the classes `predicted` for the test samples are others than that; UserError where a remedy is known
 */
export function checkPredictions(
  predicted: readonly number[],
  { labels, splits }: Dataset,
  { wrong, confusion }: TestMetrics,
  remedy: string | null = null,
): void {
  const isWrong = (place: number) => predicted[place] !== labels[splits.test[place]!];
  const mistaken = [...splits.test.keys()].filter(isWrong);
  const expected = wrong === null ? [] : decodedPlaces(wrong);
  const others = placesWithout(mistaken, expected).length + placesWithout(expected, mistaken).length;
  const differing = Math.max(others, confusedOtherwise());
  if (differing === 0) return;
  const fault =
    `The exported model gives other classes than the student does for at least ${differing} of ` +
    `${splits.test.length} test samples, so it was not kept.`;
  throw remedy === null ? new Error(fault) : new UserError(`${fault} ${remedy}`);

  /** Each sample that is counted elsewhere is missing in one place and left over in another. */
  function confusedOtherwise(): number {
    const rest = confusion.map((row) => [...row]);
    splits.test.forEach((id, place) => {
      rest[labels[id]!]![predicted[place]!]! -= 1;
    });
    return Math.ceil(rest.flat().reduce((sum, count) => sum + Math.abs(count), 0) / 2);
  }
}
