// What is measured, who takes part, what is asked of the ratios, and in what the sides differ.

export type WorkName =
  | "students"
  | "ablation"
  | "teacher"
  | "labels"
  | "moons-tree"
  | "mnist-tree"
  | "mnist-soft-tree";

export interface Contestant {
  /** Forms of one peer are measured side by side; its fastest one counts. */
  readonly peer: string;
  readonly form: string;
  /** A file of `python/`, or our own side. */
  readonly program: "ours" | "jax_peer.py" | "keras_peer.py" | "sklearn_peer.py" | "torch_peer.py";
  /** Its name on the program's command line. */
  readonly id: string;
}

/** A bound on the median ratio of times, to the fastest form of `peer`. */
export type Goal =
  | { readonly peer: string; readonly ratio: "peer / ours"; readonly atLeast: number }
  | { readonly peer: string; readonly ratio: "ours / peer"; readonly atMost: number };

export interface Work {
  readonly name: WorkName;
  readonly title: string;
  readonly description: string;
  /** A time is seconds / units * `scale`, in `unit`. */
  readonly unit: string;
  readonly scale: number;
  /** What `Answer.check` is. */
  readonly check: string;
  /** Our TensorFlow's threads in one op, by the cores of the machine; the same as in a study. */
  readonly ourThreads: "one" | "cores";
  /** Ours is first. */
  readonly contestants: readonly [Contestant, ...Contestant[]];
  readonly goals: readonly Goal[];
  readonly differences: readonly string[];
}

const accuracy = "accuracy, last round";
const meanLogit = "mean \\|logit\\|";
const ours = (form: string, id: string): Contestant => ({ peer: "distilgrid", form, program: "ours", id });
const keras = (peer: string, form: string, id: string): Contestant => ({
  peer,
  form,
  program: "keras_peer.py",
  id,
});
const torch = (peer: string, form: string, id: string): Contestant => ({
  peer,
  form,
  program: "torch_peer.py",
  id,
});
const sklearn = (form: string, id: string): Contestant => ({
  peer: "scikit-learn",
  form,
  program: "sklearn_peer.py",
  id,
});
const jax = (peer: string, form: string, id: string): Contestant => ({
  peer,
  form,
  program: "jax_peer.py",
  id,
});

/** Student-epochs of the ablation study's networks on MNIST: 414 students, 10 epochs each. */
const ablationEpochs = 4140;

const mnistTreeDifferences: readonly string[] = [
  "Ours starts from the bytes and sorts each feature once, all within the measured time; scikit-learn sorts at each node. It " +
    "gets the same values as float32, row by row, to which it converts others itself; that is outside its time.",
  "Ours passes over the 81 % of pixels that are 0, a feature's lowest value, at once; scikit-learn, given them as a sparse " +
    "matrix, took over twice as long as with a dense one; that is left out.",
  "Of equal splits ours takes the first in a fixed order of the features, scikit-learn a random one's, so their leaves differ by a few.",
  "Both use one core, though ours could grow a tree on each.",
];

export const works: readonly Work[] = [
  {
    name: "students",
    title: "108 students",
    description:
      "784-10-10-10 ReLU students on MNIST, batch 128, Adam at 0.001, (1 − α) CE + α T² KL with a temperature and an " +
      "α of each student's own; µs a student-step of the whole machine.",
    unit: "µs",
    scale: 1e6,
    check: accuracy,
    ourThreads: "one",
    contestants: [
      ours("stacks of lanes, a worker a core", "students"),
      jax("JAX vmap", "jit, donated buffers", "vmap"),
      jax("JAX stacked by hand", "jit, donated buffers", "stacked"),
      torch("PyTorch stacked by hand", "eager, fused Adam", "stacked"),
      torch("PyTorch stacked by hand", "torch.compile, fused Adam", "stacked-compiled"),
      torch("PyTorch one at a time", "eager, fused Adam, 1 thread", "alone-1-thread"),
      torch("PyTorch one at a time", "eager, fused Adam, all cores", "alone-all-cores"),
      keras("Keras fit", "one at a time", "alone"),
      keras("Keras fit", "one at a time, jit_compile", "alone-xla"),
      keras("Keras fit, 50 steps a call", "one at a time, steps_per_execution 50", "alone-many"),
      keras("Keras fit, 50 steps a call", "the same, jit_compile", "alone-xla-many"),
    ],
    goals: [
      { peer: "JAX vmap", ratio: "peer / ours", atLeast: 2.5 },
      { peer: "PyTorch one at a time", ratio: "peer / ours", atLeast: 15 },
      { peer: "Keras fit", ratio: "peer / ours", atLeast: 45 },
      { peer: "Keras fit, 50 steps a call", ratio: "peer / ours", atLeast: 45 },
    ],
    differences: [
      "One at a time trains one student (T = 4, α = 0.75); the others train all 108 and count each. Those who train " +
        "one student could run one process a core instead; that is not measured.",
      "Ours reads each batch from bytes within the measured time, once in each worker, and checks each lane's loss; the " +
        "peers hold all images as floats and gather rows.",
      "Ours multiplies only what is lit: four of five pixels are 0, and a zero adds nothing. The peers' products are dense; " +
        "a sparse form of them was not tried.",
      "Ours computes gradients only; Keras also computes and averages the loss. JAX and PyTorch drop its value.",
    ],
  },
  {
    name: "ablation",
    title: "The ablation grid",
    description:
      "The 414 networks of [studies/ablation.yaml](../../studies/ablation.yaml) on MNIST: 342 of them 784-10-10-10, 72 softmax " +
      "regressions; 10 epochs of 54,000 images, batch 128, Adam, validation accuracy after each epoch; s for the whole grid. " +
      "A round of ours is the whole grid. **Keras's times are extrapolated**: in a round it trains one 784-10-10-10 student for " +
      "its 10 epochs, and the time is multiplied by 414.",
    unit: "s",
    scale: ablationEpochs,
    check: "validation accuracy, last round",
    ourThreads: "one",
    contestants: [
      ours("train-stack jobs, a worker a core", "ablation"),
      keras("Keras fit", "one at a time, extrapolated", "grid"),
      keras("Keras fit", "the same, jit_compile", "grid-xla"),
      keras("Keras fit, 50 steps a call", "the same, steps_per_execution 50", "grid-many"),
      keras("Keras fit, 50 steps a call", "the same, steps_per_execution 50, jit_compile", "grid-xla-many"),
    ],
    goals: [
      { peer: "Keras fit", ratio: "peer / ours", atLeast: 40 },
      { peer: "Keras fit, 50 steps a call", ratio: "peer / ours", atLeast: 40 },
    ],
    differences: [
      "Keras trains one student (T = 4, α = 0.75, learning rate 0.001), from round to round the same one; ours has all " +
        "temperatures, alphas, learning rates and seeds of the study. The accuracy shown is that of the one student after all " +
        "rounds, and the mean of ours after 10 epochs.",
      "Keras's 10-10 student stands for the 72 softmax regressions too. Keras would build and compile each student anew; that " +
        "is left out of its time. One process a core, each with students of its own, was not measured.",
      "`fit` is as a user would write it: it shuffles, and takes the accuracy of training batches too.",
      "Ours is what `distilgrid run` does after labelling: it also predicts validation and test at the end, computes all " +
        "metrics, and commits each student to disk.",
      "The soft labels are made up, the same for both sides; those of the test images, which only ours predicts, are zeros.",
    ],
  },
  {
    name: "teacher",
    title: "A convolutional teacher",
    description:
      "32 filters 3 × 3, no pooling, two dense layers of 1,200, dropout 0.25 after each, batch 128, Adam at 0.0005; ms a step.",
    unit: "ms",
    scale: 1e3,
    check: accuracy,
    ourThreads: "cores",
    contestants: [
      ours("raw ops", "teacher"),
      keras("Keras fit", "TensorFlow backend", "teacher"),
      torch("PyTorch", "eager, fused Adam", "teacher"),
      torch("PyTorch", "torch.compile, fused Adam", "teacher-compiled"),
      jax("JAX", "jit, donated buffers", "teacher"),
    ],
    goals: [
      { peer: "Keras fit", ratio: "ours / peer", atMost: 0.7 },
      { peer: "PyTorch", ratio: "ours / peer", atMost: 0.5 },
    ],
    differences: [
      "Dropout masks come from each library's own generator; JAX uses `unsafe_rbg`, its fastest.",
      "Keras with `jit_compile` took over five times as long as without and is left out.",
      "Ours makes the floats of each batch from bytes within the measured time; the peers hold floats.",
    ],
  },
  {
    name: "labels",
    title: "Soft labels",
    description: "Logits of MNIST images by that teacher, in inference mode; µs an image.",
    unit: "µs",
    scale: 1e6,
    check: meanLogit,
    ourThreads: "one",
    contestants: [
      ours("a shard a worker, a worker a core", "labels"),
      keras("Keras predict", "TensorFlow backend", "labels"),
      keras("Keras predict", "jit_compile", "labels-xla"),
      torch("PyTorch", "inference_mode, eager", "labels"),
      torch("PyTorch", "inference_mode, torch.compile", "labels-compiled"),
      jax("JAX", "jit", "labels"),
    ],
    goals: [],
    differences: [
      "Ours labels 512 images of each shard twice to verify them, and counts the right ones; both are in its time.",
      "Ours predicts chunks of 512 images made from bytes; the peers predict 1,000 at a time from floats.",
    ],
  },
  {
    name: "moons-tree",
    title: "A tree on the moons",
    description: "An unpruned classification tree on the hard labels of 1,000 moons points; ms a tree.",
    unit: "ms",
    scale: 1e3,
    check: "training accuracy",
    ourThreads: "one",
    contestants: [
      ours("exact", "moons-tree"),
      ours("ml-cart", "moons-ml-cart"),
      sklearn("DecisionTreeClassifier", "moons-tree"),
    ],
    goals: [],
    differences: [
      "ml-cart tries every threshold with a pass over the points, in JavaScript; ours and scikit-learn's sort the points " +
        "and go through them once, compiled.",
      "Ours sorts each feature once a tree, scikit-learn at each node. All use one core.",
      "Of equal splits ours takes the first in a fixed order of the features, scikit-learn a random one's, so their leaves differ by a few.",
      "A round is 100 trees, of ml-cart's 5.",
    ],
  },
  {
    name: "mnist-tree",
    title: "A tree on MNIST",
    description:
      "An unpruned classification tree on the hard labels of all 60,000 training images; s a tree.",
    unit: "s",
    scale: 1,
    check: "training accuracy",
    ourThreads: "one",
    contestants: [ours("exact", "mnist-tree"), sklearn("DecisionTreeClassifier", "mnist-tree")],
    goals: [{ peer: "scikit-learn", ratio: "peer / ours", atLeast: 8 }],
    differences: mnistTreeDifferences,
  },
  {
    name: "mnist-soft-tree",
    title: "A tree on soft labels of MNIST",
    description:
      "An unpruned regression tree with ten outputs on probabilities for all 60,000 training images, in whole units of " +
      "1/32,767; s a tree.",
    unit: "s",
    scale: 1,
    check: "mean \\|error\\| of the fit",
    ourThreads: "one",
    contestants: [ours("exact", "mnist-soft-tree"), sklearn("DecisionTreeRegressor", "mnist-soft-tree")],
    goals: [],
    differences: [
      ...mnistTreeDifferences,
      "The units are those to which ours rounds probabilities anyway: so both fit the same numbers, which images share " +
        "where the teacher is sure, and a sum of them is exact. On unrounded ones scikit-learn's tree would be larger.",
    ],
  },
];

/** In what all works differ alike. */
export const commonDifferences: readonly string[] = [
  "Each contestant is one process that lives through all rounds, warmed up by two rounds (scikit-learn, of which nothing is " +
    "compiled at run time, by one tree on 1,000 rows); within a round they take turns, in an order that moves by one from round to round. Those who wait sleep.",
  "All start from the same weights and see the same batches in the same order (in the ablation grid ours has those of the " +
    "study, and Keras shuffles itself), float32 throughout; loading, building and compiling are outside the measured time.",
  "Adam's ε is 10⁻⁷; PyTorch adds it after the bias correction, the others before.",
];
