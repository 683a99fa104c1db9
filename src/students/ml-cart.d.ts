// The part of ml-cart that is used here; the package ships no types.
declare module "ml-cart" {
  import type { Matrix } from "ml-matrix";

  export interface TreeOptions {
    gainFunction: "gini" | "regression";
    splitFunction?: "mean";
    minNumSamples?: number;
    maxDepth?: number;
    gainThreshold?: number;
  }

  export interface CartNode {
    left?: CartNode;
    right?: CartNode;
    splitColumn?: number;
    splitValue?: number;
    /** Of a leaf: a row matrix of class shares (classifier), or the mean (regression). */
    distribution?: Matrix | number;
  }

  export class DecisionTreeClassifier {
    constructor(options: TreeOptions);
    train(features: Matrix, labels: readonly number[]): void;
    readonly root: CartNode;
  }

  export class DecisionTreeRegression {
    constructor(options: TreeOptions);
    train(features: Matrix, values: readonly number[]): void;
    readonly root: CartNode;
  }
}
