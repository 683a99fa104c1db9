import { describe, expect, it } from "vitest";
import { classificationMetrics, teacherPredictions } from "../../src/metrics/classification.ts";
import { UserError } from "../../src/user-error.ts";

/** `[12, 3]`, made by the same formulas in Python. */
const rows = Array.from({ length: 12 }, (_, i) => i);
const flat = (value: (i: number, k: number) => number) =>
  Float32Array.from(rows.flatMap((i) => [0, 1, 2].map((k) => value(i, k))));
const logits = flat((i, k) => ((i * 7 + k * 5) % 11) - 5 + 0.25 * ((i + 2 * k) % 4));
const teacherLogits = flat((i, k) => ((i * 3 + k * 8) % 7) - 3 + 0.5 * ((i * k) % 3));
const labels = Uint8Array.from(rows, (i) => (i * i) % 3);
const teacher = teacherPredictions(teacherLogits, 3);

describe("classificationMetrics({ logits, rows, labels, numClasses, teacher })", () => {
  it("gives the values of scikit-learn, torchmetrics and SciPy", () => {
    const metrics = classificationMetrics({ logits, labels, numClasses: 3, rows: null, teacher });
    // P, Q = softmax(logits), softmax(teacherLogits) in float64; scikit-learn 1.9.1, torchmetrics 1.9.0, SciPy 1.17.1
    expect(metrics.samples).toBe(12);
    expect(metrics.errors).toBe(4);
    expect(metrics.accuracy).toBeCloseTo(8 / 12, 14); // accuracy_score(y, P.argmax(1))
    expect(metrics.nll).toBeCloseTo(2.345755422949692, 12); // log_loss(y, P)
    expect(metrics.brier).toBeCloseTo(0.6327208048220302, 12); // brier_score_loss(y, P, scale_by_half=False)
    // multiclass_calibration_error(P, y, 3, n_bins=15, norm="l1"), which works in float32
    expect(metrics.ece).toBeCloseTo(0.21466538310050964, 6);
    expect(metrics.teacherAgreement).toBeCloseTo(2 / 12, 14); // (P.argmax(1) == Q.argmax(1)).mean()
    expect(metrics.teacherKl).toBeCloseTo(2.926169836619408, 12); // rel_entr(Q, P).sum(1).mean()
    // confusion_matrix(y, P.argmax(1))
    expect(metrics.confusion).toEqual([
      [3, 0, 1],
      [2, 5, 1],
      [0, 0, 0],
    ]);
  });

  it("is worked by hand for two samples", () => {
    // p = (3/4, 1/4) and (1/5, 4/5), both of class 0: nll = -(ln 3/4 + ln 1/5) / 2,
    // Brier = (2/16 + 2 * 16/25) / 2, ECE = (|1 - 3/4| + |0 - 4/5|) / 2, as each has a bin of its own.
    const metrics = classificationMetrics({
      logits: Float32Array.of(Math.log(3), 0, 0, Math.log(4)),
      labels: [0, 0],
      numClasses: 2,
      rows: null,
      teacher: null,
    });
    expect(metrics.errors).toBe(1);
    expect(metrics.nll).toBeCloseTo(-(Math.log(0.75) + Math.log(0.2)) / 2, 6);
    expect(metrics.brier).toBeCloseTo((0.125 + 1.28) / 2, 6);
    expect(metrics.ece).toBeCloseTo((0.25 + 0.8) / 2, 6);
    expect(metrics.confusion).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });

  it("counts calibration in fifteenths", () => {
    // 0.62 and 0.68 lie in two bins (edge 10/15), 0.74 and 0.79 in one (11/15 to 12/15); the second of each is wrong.
    const probs = [0.62, 0.68, 0.74, 0.79];
    const metrics = classificationMetrics({
      logits: Float32Array.from(probs.flatMap((p) => [Math.log(p), Math.log(1 - p)])),
      labels: [0, 1, 0, 1],
      numClasses: 2,
      rows: null,
      teacher: null,
    });
    expect(metrics.ece).toBeCloseTo((0.38 + 0.68 + (0.74 + 0.79 - 1)) / 4, 6);
  });

  it("has no agreement and no KL without a teacher", () => {
    const metrics = classificationMetrics({ logits, labels, numClasses: 3, rows: null, teacher: null });
    expect(metrics.teacherAgreement).toBeNull();
    expect(metrics.teacherKl).toBeNull();
  });

  it("agrees wholly with itself as the teacher, at KL 0", () => {
    const metrics = classificationMetrics({
      logits,
      labels,
      numClasses: 3,
      rows: null,
      teacher: teacherPredictions(logits, 3),
    });
    expect(metrics.teacherAgreement).toBe(1);
    expect(metrics.teacherKl).toBe(0);
  });

  it("stays finite for extreme logits", () => {
    const metrics = classificationMetrics({
      logits: Float32Array.of(1e4, -1e4, -1e4, 1e4),
      labels: [1, 1],
      numClasses: 2,
      rows: null,
      teacher: teacherPredictions(Float32Array.of(-1e4, 1e4, -1e4, 1e4), 2),
    });
    expect(metrics).toMatchObject({ errors: 1, nll: 1e4, brier: 1, ece: 0.5, teacherKl: 1e4 });
  });

  it("is perfect for one class", () => {
    const one = { logits: Float32Array.of(-3, 8), labels: [0, 0], numClasses: 1, rows: null, teacher: null };
    expect(classificationMetrics(one)).toMatchObject({
      errors: 0,
      nll: 0,
      brier: 0,
      ece: 0,
      confusion: [[2]],
    });
  });

  it("takes the lowest class of a tie", () => {
    const tie = { logits: Float32Array.of(0, 0), labels: [1], numClasses: 2, rows: null, teacher: null };
    expect(classificationMetrics(tie).confusion).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });

  it("is the same for samples that share rows as for a row each", () => {
    const shared = Uint32Array.from(rows, (i) => (i * 5) % 4);
    const spread = Float32Array.from(
      Array.from(shared).flatMap((row) => [...logits.subarray(3 * row, 3 * row + 3)]),
    );
    const few = classificationMetrics({
      logits: logits.slice(0, 12),
      rows: shared,
      labels,
      numClasses: 3,
      teacher,
    });
    expect(few).toEqual(
      classificationMetrics({ logits: spread, rows: null, labels, numClasses: 3, teacher }),
    );
  });

  it("refuses logits that are not finite, and says what to do", () => {
    const diverged = logits.slice();
    diverged[7] = Number.NaN;
    const measure = () =>
      classificationMetrics({ logits: diverged, labels, numClasses: 3, rows: null, teacher: null });
    expect(measure).toThrow(UserError);
    expect(measure).toThrow(
      "got `NaN` for class 1 of sample 2. The training diverged: lower `learningRate`.",
    );
  });

  it("refuses arrays that do not fit together", () => {
    const wrong = (change: object) => () =>
      classificationMetrics({ logits, labels, numClasses: 3, rows: null, teacher: null, ...change });
    expect(wrong({ logits: logits.slice(1) })).toThrow("12 x 3 logits");
    expect(wrong({ teacher: teacherPredictions(teacherLogits.slice(3), 3) })).toThrow("33 of the teacher");
    expect(wrong({ labels: labels.map((label) => label + 1), numClasses: 3 })).not.toThrow();
    expect(wrong({ labels: labels.map((label) => label + 2) })).toThrow("labels of 0 to 2");
    expect(wrong({ labels: [], logits: new Float32Array(0) })).toThrow("at least one sample");
  });
});
