// Drawings rather than charts: places are pixels of the panel, from its top left corner.

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Positions of a mark from the fields `left` and `top`; `x2` and `y2`, where a mark has them, from `right` and `bottom`. */
function placesOn({ width, height }: Size) {
  const places = (field: string, domain: [number, number]) => ({
    field,
    type: "quantitative" as const,
    scale: { domain, nice: false, zero: false },
    axis: null,
  });
  return { x: places("left", [0, width]), y: places("top", [height, 0]) };
}

/** A layer of rectangles, each with its `fill`. */
export function rectangles(size: Size, values: readonly (Box & { readonly fill: string })[]) {
  return {
    data: { values: [...values] },
    mark: { type: "rect" as const },
    encoding: { ...placesOn(size), ...ends, color: { field: "fill", type: "nominal" as const, scale: null } },
  };
}

/** A layer of white boxes with a thin edge. */
export function outlined(size: Size, values: readonly Box[]) {
  return {
    data: { values: [...values] },
    mark: { type: "rect" as const, fill: "#ffffff", stroke: "#999999" },
    encoding: { ...placesOn(size), ...ends },
  };
}

/** Lines from the left top to the right bottom of each box. */
export function lines(size: Size, values: readonly Box[]) {
  return {
    data: { values: [...values] },
    mark: { type: "rule" as const, color: "#999999", strokeWidth: 1.2 },
    encoding: { ...placesOn(size), ...ends },
  };
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Words {
  readonly left: number;
  readonly top: number;
  readonly text: string;
  readonly color?: string;
}

interface Lettering {
  readonly fontSize: number;
  readonly bold?: boolean;
  readonly align?: "left" | "center" | "right";
}

/** Words centred on their places, unless `align` says else. */
export function words(size: Size, values: readonly Words[], { fontSize, bold, align = "center" }: Lettering) {
  return {
    data: { values: values.map((value) => ({ color: ink, ...value })) },
    mark: {
      type: "text" as const,
      fontSize,
      align,
      baseline: "middle" as const,
      ...(bold ? { fontWeight: "bold" as const } : {}),
    },
    encoding: {
      ...placesOn(size),
      text: { field: "text", type: "nominal" as const },
      color: { field: "color", type: "nominal" as const, scale: null },
    },
  };
}

const ink = "#333333";
const ends = { x2: { field: "right" }, y2: { field: "bottom" } };
