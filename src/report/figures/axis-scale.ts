// The horizontal axis of a panel of the axis figure: a tick for each value that was tried.
import { uniqueBy } from "../../study/unique-by.ts";
import type { AxisLines, AxisPoint } from "./axis-lines.ts";
import { type AxisLook, lookOf, placeOf } from "./shown-axes.ts";

/** Pixels that a letter of a label takes. */
const character = 7.5;

/** `stepsPerEpoch`: null where the axis does not count epochs of equal length. */
export function axisScale(panel: AxisLines, width: number, stepsPerEpoch: number | null) {
  const look = lookOf(panel.axis)!;
  const points = panel.lines.flatMap((line) => line.points);
  const title = axisTitle(panel);
  return look.scale === "ordered"
    ? orderedScale(look, points, title, width)
    : numericScale(look, points, title, stepsPerEpoch);
}

export function axisTitle({ axis, ofTeacher }: AxisLines): string {
  return `${lookOf(axis)!.title}${ofTeacher ? " of the teacher" : ""}`;
}

/** Numbers by their size; sizes of layers by the parameters of the network. */
function orderedScale(look: AxisLook, points: readonly AxisPoint[], title: string, width: number) {
  const places = points.map(({ value, parameters }) => ({
    text: String(placeOf(look, value)),
    order: typeof value === "object" ? parameters : Number(value),
  }));
  const domain = uniqueBy(
    places.toSorted((a, b) => a.order - b.order),
    ({ text }) => text,
  ).map(({ text }) => text);
  const isLong = domain.some(({ length }) => length * character > width / domain.length);
  return {
    type: "ordinal" as const,
    scale: { domain },
    axis: { title, labelAngle: isLong ? -40 : 0, grid: false },
  };
}

function numericScale(
  look: AxisLook,
  points: readonly AxisPoint[],
  title: string,
  stepsPerEpoch: number | null,
) {
  const places = points.map(({ value }) => Number(placeOf(look, value)));
  const values = [...new Set(places)].sort((a, b) => a - b);
  const isLogarithmic = look.scale === "logarithmic";
  const unit = look.isShare ? ", %" : "";
  const below = stepsPerEpoch === null ? "" : ", and steps below";
  return {
    type: "quantitative" as const,
    scale: {
      ...(isLogarithmic ? { type: "log" as const } : { zero: false }),
      domain: [values[0]!, values.at(-1)!],
      nice: false,
    },
    axis: {
      title: `${title}${unit}${below}${isLogarithmic ? " (logarithmic)" : ""}`,
      values,
      labelExpr:
        stepsPerEpoch === null
          ? "datum.value"
          : `[datum.value, format(datum.value * ${stepsPerEpoch}, ',d')]`,
      grid: false,
    },
  };
}
