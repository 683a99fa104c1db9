"""How fast are `fit` and `predict` of Keras, on its TensorFlow backend, with and without XLA?"""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"  # before the import

from functools import partial

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops
from peer import CHECKED_ROWS, serve


def fitting(data, model, x, y, steps, check):
    """`fit` over one slice after another of data that lie in the order of the batches. Units are steps."""
    size = data.config["batchSize"]
    position = 0

    def work():
        nonlocal position
        if position + steps * size > len(x):
            position = 0
        rows = slice(position, position + steps * size)
        model.fit(x[rows], y[rows], batch_size=size, shuffle=False, verbose=0)
        position = rows.stop
        return steps

    return work, check


def accuracy(model, x, labels):
    return (model.predict(x, verbose=0).argmax(1) == labels).mean()


def student_model(options, data):
    """Compiled, and the targets that it learns from: one-hot labels and the teacher's logits, side by side [60000, 20]"""
    config = data.config
    temperature, alpha = (config["lanes"][config["aloneLane"]][name] for name in ("temperature", "alpha"))

    def loss(targets, logits):
        hard = keras.losses.categorical_crossentropy(targets[:, :10], logits, from_logits=True)
        teacher = ops.log_softmax(targets[:, 10:] / temperature)
        student = ops.log_softmax(logits / temperature)
        soft = ops.sum(ops.exp(teacher) * (teacher - student), -1)
        return (1 - alpha) * hard + alpha * temperature**2 * soft

    dense = [layers.Dense(10, "relu"), layers.Dense(10, "relu"), layers.Dense(10)]
    model = keras.Sequential([layers.Input((784,)), *dense])
    model.set_weights(data.student_weights)
    model.compile(keras.optimizers.Adam(config["studentLearningRate"]), loss=loss, **options)
    return model, np.concatenate([np.eye(10, dtype=np.float32)[data.labels], data.teacher_logits], 1)


def student_alone(options, data):
    config = data.config
    model, targets = student_model(options, data)
    ids = data.batch_ids.ravel()
    checked = slice(CHECKED_ROWS)
    return fitting(
        *(data, model, data.images[ids], targets[ids], config["rounds"]["aloneSteps"]),
        lambda: accuracy(model, data.images[checked], data.labels[checked]),
    )


def student_of_grid(options, data):
    """All epochs of one student as a user would write it: `fit` shuffles, and validates after each. Units are epochs."""

    def accuracy(targets, logits):
        return keras.metrics.categorical_accuracy(targets[:, :10], logits)

    size = data.config["batchSize"]
    epochs, images = (data.config["rounds"][name] for name in ("gridEpochs", "gridImages"))
    model, targets = student_model({**options, "metrics": [accuracy]}, data)
    train, validation = data.splits
    x, y = data.images[train[:images]], targets[train[:images]]
    held_out = data.images[validation], targets[validation]
    history = None

    def work():
        nonlocal history
        history = model.fit(x, y, batch_size=size, epochs=epochs, validation_data=held_out, verbose=0).history
        return epochs

    return work, lambda: history["val_accuracy"][-1]


def teacher_model(data):
    rate = data.config["dropout"]
    model = keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            *(layers.Conv2D(32, 3, activation="relu"), layers.Dropout(rate), layers.Flatten()),
            *(layers.Dense(1200, "relu"), layers.Dropout(rate)),
            *(layers.Dense(1200, "relu"), layers.Dropout(rate)),
            layers.Dense(10),
        ]
    )
    model.set_weights(data.teacher_weights)
    return model


def teacher(options, data):
    model = teacher_model(data)
    optimizer = keras.optimizers.Adam(data.config["teacherLearningRate"])
    model.compile(optimizer, loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), **options)
    images, ids = data.images.reshape(-1, 28, 28, 1), data.batch_ids.ravel()
    checked = slice(CHECKED_ROWS)
    return fitting(
        *(data, model, images[ids], data.labels[ids], data.config["rounds"]["teacherSteps"]),
        lambda: accuracy(model, images[checked], data.labels[checked]),
    )


def labels(options, data):
    model = teacher_model(data)
    model.compile(**options)
    count = data.config["rounds"]["labelImages"]
    images = data.images[:count].reshape(-1, 28, 28, 1)
    logits = None

    def work():
        nonlocal logits
        logits = model.predict(images, batch_size=data.config["labelChunk"], verbose=0)
        return count

    return work, lambda: np.abs(logits).mean()


plain, xla = {"jit_compile": False}, {"jit_compile": True}
contestants = {
    "alone": partial(student_alone, plain),
    "alone-xla": partial(student_alone, xla),
    "alone-many": partial(student_alone, {**plain, "steps_per_execution": 50}),
    "alone-xla-many": partial(student_alone, {**xla, "steps_per_execution": 50}),
    "grid": partial(student_of_grid, plain),
    "grid-xla": partial(student_of_grid, xla),
    "grid-many": partial(student_of_grid, {**plain, "steps_per_execution": 50}),
    "grid-xla-many": partial(student_of_grid, {**xla, "steps_per_execution": 50}),
    "teacher": partial(teacher, plain),
    "teacher-xla": partial(teacher, xla),
    "labels": partial(labels, plain),
    "labels-xla": partial(labels, xla),
}
serve(contestants, {"keras": keras.__version__, "tensorflow": tf.__version__})
