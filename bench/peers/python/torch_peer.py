"""How fast are students, the teacher and its labels in PyTorch? Fused Adam; eager and compiled."""

from functools import partial

import numpy as np
import torch
import torch.nn.functional as F
from peer import CHECKED_ROWS, serve
from torch import nn


def tensors(data):
    """Images, labels (int64, as cross_entropy wants them), teacher's logits"""
    return torch.from_numpy(data.images), torch.from_numpy(data.labels).long(), torch.from_numpy(data.teacher_logits)


def fused_adam(parameters, rate):
    return torch.optim.Adam(parameters, rate, eps=1e-7, fused=True)


def training(data, parameters, rate, loss, steps, logits_of):
    """`loss(ids)` of one batch. Units are steps."""
    images, labels, _ = tensors(data)
    batches = data.batches()
    optimizer = fused_adam(parameters, rate)

    def work():
        for _ in range(steps):
            optimizer.zero_grad()
            loss(torch.from_numpy(next(batches))).backward()
            optimizer.step()
        return steps

    @torch.inference_mode()
    def check():
        return (logits_of(images[:CHECKED_ROWS]).argmax(-1) == labels[:CHECKED_ROWS]).float().mean()

    return work, check


def student_alone(threads, data):
    torch.set_num_threads(threads)
    images, labels, teacher_logits = tensors(data)
    model = nn.Sequential(nn.Linear(784, 10), nn.ReLU(), nn.Linear(10, 10), nn.ReLU(), nn.Linear(10, 10))
    assign(model, data.student_weights)
    config = data.config
    temperature, alpha = (config["lanes"][config["aloneLane"]][name] for name in ("temperature", "alpha"))

    def loss(ids):
        logits = model(images[ids])
        student = F.log_softmax(logits / temperature, 1)
        teacher = F.log_softmax(teacher_logits[ids] / temperature, 1)
        soft = F.kl_div(student, teacher, reduction="batchmean", log_target=True)
        return (1 - alpha) * F.cross_entropy(logits, labels[ids]) + alpha * temperature**2 * soft

    steps = config["rounds"]["aloneSteps"]
    return training(data, model.parameters(), config["studentLearningRate"], loss, steps, model)


def students_stacked(compiled, data):
    """The first layer is one product for all lanes, the others are batched products."""
    images, labels, teacher_logits = tensors(data)
    temperature, alpha = (torch.from_numpy(values)[:, None, None] for values in data.lanes)
    lanes = len(alpha)
    kernel, *others = (torch.from_numpy(weights) for weights in data.student_weights)
    parameters = [kernel.repeat(1, lanes), others[0].repeat(lanes)]
    for matrix, bias in zip(others[1::2], others[2::2]):
        parameters += [matrix.repeat(lanes, 1, 1), bias.repeat(lanes, 1, 1)]
    for parameter in parameters:
        parameter.requires_grad_()

    def forward(x):
        first, first_bias, second, second_bias, third, third_bias = parameters
        h = torch.relu(torch.addmm(first_bias, x, first)).view(-1, lanes, 10).transpose(0, 1)
        h = torch.relu(torch.baddbmm(second_bias, h, second))
        return torch.baddbmm(third_bias, h, third)  # [lanes, rows, classes]

    def batch_loss(x, y, teacher_batch):
        logits = forward(x)
        hard = -F.log_softmax(logits, -1).gather(-1, y.expand(lanes, -1)[..., None])
        student = F.log_softmax(logits / temperature, -1)
        teacher = F.log_softmax(teacher_batch / temperature, -1)
        soft = (teacher.exp() * (teacher - student)).sum(-1, keepdim=True)
        return ((1 - alpha) * hard + alpha * temperature**2 * soft).mean(1).sum()

    of_batch = torch.compile(batch_loss) if compiled else batch_loss

    def loss(ids):
        return of_batch(images[ids], labels[ids], teacher_logits[ids])

    config = data.config
    work, check = training(
        data, parameters, config["studentLearningRate"], loss, config["rounds"]["stackedSteps"], forward
    )
    return lambda: work() * lanes, check


def assign(model, weights):
    """Kernels `[in, out]` become PyTorch's `[out, in]`."""
    for parameter, values in zip(model.parameters(), weights, strict=True):
        parameter.data = torch.from_numpy(np.ascontiguousarray(values.T))


def teacher_model(data):
    rate = data.config["dropout"]
    model = nn.Sequential(
        *(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Dropout(rate), nn.Flatten()),
        *(nn.Linear(21_632, 1200), nn.ReLU(), nn.Dropout(rate)),
        *(nn.Linear(1200, 1200), nn.ReLU(), nn.Dropout(rate)),
        nn.Linear(1200, 10),
    )
    filters, filter_bias, dense, *others = data.teacher_weights
    by_channel = dense.reshape(26, 26, 32, 1200).transpose(2, 0, 1, 3).reshape(21_632, 1200)
    assign(model, [filters.transpose(1, 0, 2, 3), filter_bias, by_channel, *others])
    return model


def teacher(compiled, data):
    images, labels, _ = tensors(data)
    model = teacher_model(data)
    trained = torch.compile(model) if compiled else model

    def loss(ids):
        return F.cross_entropy(trained(images[ids].view(-1, 1, 28, 28)), labels[ids])

    def logits_of(x):
        model.eval()
        logits = model(x.view(-1, 1, 28, 28))
        model.train()
        return logits

    config = data.config
    steps = config["rounds"]["teacherSteps"]
    return training(data, model.parameters(), config["teacherLearningRate"], loss, steps, logits_of)


def labels(compiled, data):
    images, count, chunk = tensors(data)[0], data.config["rounds"]["labelImages"], data.config["labelChunk"]
    model = teacher_model(data).eval()
    predict = torch.compile(model) if compiled else model
    logits = torch.empty(count, 10)

    @torch.inference_mode()
    def work():
        for first in range(0, count, chunk):
            logits[first : first + chunk] = predict(images[first : first + chunk].view(-1, 1, 28, 28))
        return count

    return work, lambda: logits.abs().mean()


contestants = {
    "alone-1-thread": partial(student_alone, 1),
    "alone-all-cores": partial(student_alone, torch.get_num_threads()),
    "stacked": partial(students_stacked, False),
    "stacked-compiled": partial(students_stacked, True),
    "teacher": partial(teacher, False),
    "teacher-compiled": partial(teacher, True),
    "labels": partial(labels, False),
    "labels-compiled": partial(labels, True),
}
serve(contestants, {"torch": torch.__version__})
