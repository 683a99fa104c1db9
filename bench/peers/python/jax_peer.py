"""How fast are stacked students, the teacher and its labels in JAX? Jitted, buffers donated, all cores."""

import jax
import jax.numpy as jnp
import jaxlib
import numpy as np
from peer import CHECKED_ROWS, serve


def adam(parameters, moments, gradients, step, rate):
    """Kingma & Ba 2015, in the order of operations of its section 2; `step` is 1 for the first."""
    corrected = rate * jnp.sqrt(1 - 0.999**step) / (1 - 0.9**step)
    means = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, moments[0], gradients)
    squares = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, moments[1], gradients)
    moved = jax.tree.map(lambda p, m, v: p - corrected * m / (jnp.sqrt(v) + 1e-7), parameters, means, squares)
    return moved, (means, squares)


def zeros_like(parameters):
    return jax.tree.map(jnp.zeros_like, parameters)


def soft_term(student_logits, teacher_logits, temperature):
    """KL(teacher_T || student_T) over the last axis"""
    teacher = jax.nn.log_softmax(teacher_logits / temperature)
    student = jax.nn.log_softmax(student_logits / temperature)
    return (jnp.exp(teacher) * (teacher - student)).sum(-1)


def hard_term(logits, labels):
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), labels[..., None], -1)[..., 0]


def one_student(parameters, x):
    for layer in range(3):
        x = x @ parameters[2 * layer] + parameters[2 * layer + 1]
        x = jax.nn.relu(x) if layer < 2 else x
    return x


def training(data, update, initial, logits_of):
    """`update(parameters, moments, step, x, labels, teacher_logits) -> parameters, moments`"""
    images, labels, teacher_logits = (jnp.array(a) for a in (data.images, data.labels, data.teacher_logits))
    batches, steps = data.batches(), data.config["rounds"]["stackedSteps"]
    state = {"parameters": initial, "moments": (zeros_like(initial), zeros_like(initial)), "step": 0}

    def step_of(parameters, moments, step, ids):
        return update(parameters, moments, step, images[ids], labels[ids], teacher_logits[ids])

    jitted = jax.jit(step_of, donate_argnums=(0, 1))

    def work():
        for _ in range(steps):
            state["step"] += 1
            state["parameters"], state["moments"] = jitted(
                state["parameters"], state["moments"], float(state["step"]), next(batches)
            )
        jax.block_until_ready(state["parameters"])
        return steps * len(data.lanes[0])

    def check():
        logits = logits_of(state["parameters"], images[:CHECKED_ROWS])
        return (logits.argmax(-1) == labels[:CHECKED_ROWS]).mean()

    return work, check


def students_vmap(data):
    temperature, alpha = (jnp.array(values) for values in data.lanes)
    rate = data.config["studentLearningRate"]

    def loss(parameters, t, a, x, labels, teacher_logits):
        logits = one_student(parameters, x)
        hard, soft = hard_term(logits, labels), soft_term(logits, teacher_logits, t)
        return ((1 - a) * hard + a * t * t * soft).mean()

    def update(parameters, moments, step, x, labels, teacher_logits):
        gradients = jax.grad(loss)(parameters, *step[1:], x, labels, teacher_logits)
        return adam(parameters, moments, gradients, step[0], rate)

    lanes = jax.vmap(update, in_axes=(0, 0, (None, 0, 0), None, None, None))

    def all_lanes(parameters, moments, step, x, labels, teacher_logits):
        return lanes(parameters, moments, (step, temperature, alpha), x, labels, teacher_logits)

    initial = [jnp.stack([weights] * len(alpha)) for weights in data.student_weights]
    return training(data, all_lanes, initial, jax.vmap(one_student, in_axes=(0, None)))


def students_stacked(data):
    temperature, alpha = (jnp.array(values)[:, None] for values in data.lanes)  # [lanes, 1]
    lanes, rate = len(alpha), data.config["studentLearningRate"]

    def forward(parameters, x):
        first, first_bias, second, second_bias, third, third_bias = parameters
        h = (x @ first).reshape(-1, lanes, 10).transpose(1, 0, 2)
        h = jax.nn.relu(h + first_bias[:, None])
        h = jax.nn.relu(h @ second + second_bias[:, None])
        return h @ third + third_bias[:, None]  # [lanes, rows, classes]

    def loss(parameters, x, labels, teacher_logits):
        logits = forward(parameters, x)
        hard = hard_term(logits, jnp.broadcast_to(labels, (lanes, len(labels))))
        soft = soft_term(logits, teacher_logits, temperature[..., None])
        return ((1 - alpha) * hard + alpha * temperature**2 * soft).mean(1).sum()

    def update(parameters, moments, step, *batch):
        return adam(parameters, moments, jax.grad(loss)(parameters, *batch), step, rate)

    kernel, *others = data.student_weights
    initial = [jnp.tile(kernel, (1, lanes)), *(jnp.stack([weights] * lanes) for weights in others)]
    return training(data, update, initial, forward)


def teacher_logits_of(weights, images, dropped=lambda x: x):
    x = images.reshape(-1, 28, 28, 1)
    x = jax.lax.conv_general_dilated(x, weights[0], (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))
    x = jax.nn.relu(x + weights[1]).reshape(len(x), -1)
    for layer in (1, 2):
        x = jax.nn.relu(dropped(x) @ weights[2 * layer] + weights[2 * layer + 1])
    return dropped(x) @ weights[6] + weights[7]


def teacher(data):
    images, labels = jnp.array(data.images), jnp.array(data.labels)
    batches, steps = data.batches(), data.config["rounds"]["teacherSteps"]
    rate, keep = data.config["teacherLearningRate"], 1 - data.config["dropout"]
    weights = [jnp.array(weights) for weights in data.teacher_weights]
    state = {"weights": weights, "moments": (zeros_like(weights), zeros_like(weights)), "step": 0}

    def loss(weights, key, ids):
        keys = iter(jax.random.split(key, 3))

        def dropped(x):
            return jnp.where(jax.random.bernoulli(next(keys), keep, x.shape), x / keep, 0)

        return hard_term(teacher_logits_of(weights, images[ids], dropped), labels[ids]).mean()

    def update(weights, moments, step, ids):
        key = jax.random.fold_in(jax.random.key(0, impl="unsafe_rbg"), step)  # threefry takes longer than a layer
        return adam(weights, moments, jax.grad(loss)(weights, key, ids), step.astype(float), rate)

    jitted = jax.jit(update, donate_argnums=(0, 1))

    def work():
        for _ in range(steps):
            state["step"] += 1
            state["weights"], state["moments"] = jitted(
                state["weights"], state["moments"], np.int32(state["step"]), next(batches)
            )
        jax.block_until_ready(state["weights"])
        return steps

    def check():
        logits = teacher_logits_of(state["weights"], images[:CHECKED_ROWS])
        return (logits.argmax(-1) == labels[:CHECKED_ROWS]).mean()

    return work, check


def labels(data):
    images, count = jnp.array(data.images), data.config["rounds"]["labelImages"]
    chunk = data.config["labelChunk"]
    weights = [jnp.array(weights) for weights in data.teacher_weights]
    logits = np.empty((count, 10), np.float32)

    @jax.jit
    def predict(weights, first):
        return teacher_logits_of(weights, jax.lax.dynamic_slice_in_dim(images, first, chunk))

    def work():
        for first in range(0, count, chunk):
            logits[first : first + chunk] = predict(weights, first)
        return count

    return work, lambda: np.abs(logits).mean()


contestants = {"vmap": students_vmap, "stacked": students_stacked, "teacher": teacher, "labels": labels}
serve(contestants, {"jax": jax.__version__, "jaxlib": jaxlib.__version__})
