// One panel of the Pareto figure: points, their spread over the seeds, the front, and the numbers of named points.
import { uniqueBy } from "../../study/unique-by.ts";
import { type CostAxis, type CostPoint, type PointKind, paretoFront } from "../cost-points.ts";
import { accuracyAxis, leastError } from "./accuracy-axis.ts";
import { bandOf } from "./band.ts";
import { type CostScale, costScale } from "./cost-axis.ts";
import { colors, labelColors } from "./palette.ts";
import { numberPlaces } from "./pareto-numbers.ts";
import { pixelScale } from "./pixel-scale.ts";

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
/** Points are hollow and differ in size, so that equal ones of two kinds are both seen. */
const looks: Readonly<Record<PointKind, Look>> = {
  teacher: { color: colors.black, shape: "diamond", area: 50 },
  "hard labels": { color: labelColors.hard[0], shape: "square", area: 85 },
  "soft labels": { color: labelColors.soft[0], shape: "circle", area: 30 },
  control: { color: "#888888", shape: "triangle-up", area: 50 },
};

interface Look {
  readonly color: string;
  readonly shape: string;
  /** Square pixels. */
  readonly area: number;
}

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
      ...numberLayers(placedNumbers(numbers, spots, scale.domain, y.scale), x, shownY),
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
    ...shown.map((kind) => ({
      data: { values: data.values.filter((spot) => spot.kind === kind) },
      mark: { type: "point" as const, filled: false, strokeWidth: 1.6, opacity: 1, size: looks[kind].area },
      encoding: { x, y: { field: "error", ...y }, color, shape },
    })),
  ];
}

interface Numbered {
  readonly cost: number;
  readonly error: number;
  readonly text: string;
}

interface PlacedNumber extends Numbered {
  /** Where its point stands, on the axes: a line leads there. */
  readonly pointCost: number;
  readonly pointError: number;
}

function placedNumbers(
  numbers: readonly Numbered[],
  spots: readonly Spot[],
  costDomain: readonly [number, number],
  errors: ReturnType<typeof accuracyAxis>["scale"],
): PlacedNumber[] {
  const across = pixelScale("log", costDomain, size.width);
  const down = pixelScale(errors.type, errors.domain, size.height);
  const placeOf = ({ cost, error }: Pick<Spot, "cost" | "error">) => {
    return { left: across.pixelOf(cost), top: down.pixelOf(error) };
  };
  const places = numberPlaces(numbers.map(placeOf), spots.map(placeOf), size);
  return numbers.map(({ text, cost, error }, i) => {
    const { left, top } = places[i]!;
    return {
      text,
      cost: across.valueAt(left),
      error: down.valueAt(top),
      pointCost: cost,
      pointError: error,
    };
  });
}

/** On a white edge that keeps them readable. */
function numberLayers<X extends object, Y extends object>(numbers: readonly PlacedNumber[], x: X, y: Y) {
  const data = { values: [...numbers] };
  const at = { x, y: { field: "error", ...y } };
  const words = (edge: object) => ({
    data,
    mark: { type: "text" as const, fontSize: 12, fontWeight: "bold" as const, ...edge },
    encoding: { ...at, text: { field: "text", type: "nominal" as const } },
  });
  return [
    {
      data,
      mark: { type: "rule" as const, color: "#999999", strokeWidth: 0.7 },
      encoding: { ...at, x2: { field: "pointCost" }, y2: { field: "pointError" } },
    },
    words({ stroke: "#ffffff", strokeWidth: 3 }),
    words({}),
  ];
}
