// What is measured, who takes part, what is asked of the ratios, and in what the sides differ.

export type WorkName = "students" | "teacher" | "labels" | "moons-tree";

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
const jax = (peer: string, form: string, id: string): Contestant => ({
  peer,
  form,
  program: "jax_peer.py",
  id,
});

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
    title: "An unpruned tree",
    description: "A classification tree on the hard labels of 1,000 moons points; ms a tree.",
    unit: "ms",
    scale: 1e3,
    check: "training accuracy",
    ourThreads: "one",
    contestants: [
      ours("ml-cart", "tree"),
      { peer: "scikit-learn", form: "DecisionTreeClassifier", program: "sklearn_peer.py", id: "tree" },
    ],
    goals: [],
    differences: [
      "Ours is the slower one: ml-cart tries every threshold with a pass over the points, in JavaScript; scikit-learn " +
        "sorts once, in C. Both use one core.",
      "A round is 5 trees of ours and 100 of scikit-learn's.",
    ],
  },
];

/** In what all works differ alike. */
export const commonDifferences: readonly string[] = [
  "Each contestant is one process that lives through all rounds, warmed up by two rounds; within a round they take " +
    "turns, in an order that moves by one from round to round. Those who wait sleep.",
  "All start from the same weights and see the same batches in the same order, float32 throughout; loading, building " +
    "and compiling are outside the measured time.",
  "Adam's ε is 10⁻⁷; PyTorch adds it after the bias correction, the others before.",
];
