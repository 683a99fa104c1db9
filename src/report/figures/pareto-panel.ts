// One panel of the Pareto figure: points, their spread over the seeds, the front, and the numbers of named points.
import { uniqueBy } from "../../study/unique-by.ts";
import { type CostAxis, type CostPoint, type PointKind, paretoFront } from "../cost-points.ts";
import { accuracyAxis, leastError } from "./accuracy-axis.ts";
import { bandOf } from "./band.ts";
import { type CostScale, costScale } from "./cost-axis.ts";
import { colors, labelColors } from "./palette.ts";
import { numberLayers, sided } from "./pareto-numbers.ts";

export interface NamedPoint {
  readonly number: number;
  readonly point: CostPoint;
}

const size = { width: 310, height: 300 };
const titles: Readonly<Record<CostAxis, string>> = {
  bytes: "bytes",
  multiplyAdds: "multiply-adds a prediction",
};
const kinds: readonly PointKind[] = ["teacher", "hard labels", "soft labels", "control"];
const looks: Readonly<Record<PointKind, { readonly color: string; readonly shape: string }>> = {
  teacher: { color: colors.black, shape: "diamond" },
  "hard labels": { color: labelColors.hard[0], shape: "square" },
  "soft labels": { color: labelColors.soft[0], shape: "circle" },
  control: { color: "#888888", shape: "triangle-up" },
};

interface Spot {
  readonly kind: PointKind;
  readonly cost: number;
  /** Per cent of the test samples; `low` and `high` one standard deviation to each side. */
  readonly error: number;
  readonly low: number;
  readonly high: number;
}

export function paretoPanel(points: readonly CostPoint[], named: readonly NamedPoint[], axis: CostAxis) {
  const scale = costScale(points.map((point) => point[axis]));
  const spotOf = (point: CostPoint): Spot => {
    const { mean, low, high } = bandOf(point.test);
    const error = (accuracy: number) => Math.max(leastError, 100 - accuracy);
    return {
      kind: point.kind,
      cost: scale.place(point[axis]),
      error: error(mean),
      low: error(high),
      high: error(low),
    };
  };
  const spots = points.map(spotOf);
  const front = paretoFront(points, axis);
  const numbers = front.flatMap((point) => {
    const name = named.find((one) => one.point === point);
    return name === undefined ? [] : [{ ...spotOf(point), text: String(name.number) }];
  });
  const x = { field: "cost", ...axisOf(scale, axis) };
  const y = accuracyAxis(spots.flatMap(({ low, high }) => [low, high]));
  const shownY = axis === "bytes" ? y : { ...y, axis: { ...y.axis, title: null } };
  return {
    ...size,
    layer: [
      ...gapLayer(scale, x),
      frontLayer(front.map(spotOf), x, shownY),
      ...spotLayers(spots, x, shownY),
      ...numberLayers(sided(numbers, scale, size.width), x, shownY),
    ],
  };
}

function axisOf({ domain, ticks, nothing }: CostScale, axis: CostAxis) {
  const label = nothing === null ? "" : `datum.index === 0 ? '0' : `;
  return {
    type: "quantitative" as const,
    scale: { type: "log" as const, domain: [...domain], nice: false },
    axis: {
      title: `${titles[axis]} (logarithmic)`,
      grid: false,
      values: [...ticks],
      labelExpr: `${label}format(datum.value, '~s')`,
    },
  };
}

/** Between nothing and the rest, where the axis is not logarithmic. */
function gapLayer<X extends object>({ nothing }: CostScale, x: X) {
  if (nothing === null) return [];
  return [
    {
      data: { values: [{ cost: nothing.end }] },
      mark: { type: "rule" as const, color: "#999999", strokeDash: [2, 3] },
      encoding: { x },
    },
  ];
}

function frontLayer<X extends object, Y extends object>(front: readonly Spot[], x: X, y: Y) {
  return {
    data: { values: [...front] },
    mark: { type: "line" as const, interpolate: "step-after" as const, color: "#777777", strokeWidth: 1.4 },
    encoding: { x, y: { field: "error", ...y }, order: { field: "cost", type: "quantitative" as const } },
  };
}

function spotLayers<X extends object, Y extends object>(spots: readonly Spot[], x: X, y: Y) {
  const shown = kinds.filter((kind) => spots.some((spot) => spot.kind === kind));
  const by = (range: readonly string[]) => ({
    field: "kind",
    type: "nominal" as const,
    scale: { domain: [...shown], range: [...range] },
    legend: { title: null, orient: "bottom" as const, symbolSize: 80 },
  });
  const color = by(shown.map((kind) => looks[kind].color));
  const shape = by(shown.map((kind) => looks[kind].shape));
  const data = { values: uniqueBy(spots, (spot) => JSON.stringify(spot)) };
  return [
    {
      data,
      mark: { type: "rule" as const, opacity: 0.5 },
      encoding: { x, y: { field: "low", ...y }, y2: { field: "high" }, color },
    },
    {
      data,
      mark: { type: "point" as const, filled: true, size: 50, opacity: 0.9 },
      encoding: { x, y: { field: "error", ...y }, color, shape },
    },
  ];
}
