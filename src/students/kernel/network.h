// What is behind the first layer of a network, forward and backward, for one lane.
#pragma once
#include "stack.h"

namespace {

/// out[o][row] = bias[o] + sum over i of kernel[o][i] * in[i][row]
void layerSums(const float* kernel, const float* bias, int outs, int ins, int rows, const float* in, float* out) {
  for (int o = 0; o < outs; o++)
    for (int row = 0; row < rows; row += kWidth) {
      Vec sum = all(bias[o]);
      for (int i = 0; i < ins; i++) sum += kernel[o * ins + i] * load(in + size_t(i) * rows + row);
      store(out + size_t(o) * rows + row, sum);
    }
}

/// Everything behind the sums of the first layer, for one lane. Outputs of each layer, logits last.
void forward(Net& net, int lane, int rows, std::vector<float*>& outputs) {
  for (int layer = 0; layer < net.layers(); layer++) {
    const int units = net.sizes[layer + 1];
    const float* bias = net.of(0, 2 * layer + 1, lane);
    if (layer > 0)
      layerSums(net.of(0, 2 * layer, lane), bias, units, net.sizes[layer], rows, outputs[layer - 1], outputs[layer]);
    const bool isLast = layer == net.layers() - 1;
    for (int unit = 0; unit < units; unit++)
      for (int row = 0; row < rows; row += kWidth) {
        float* at = outputs[layer] + size_t(unit) * rows + row;
        const Vec sum = layer > 0 ? load(at) : load(at) + bias[unit];
        store(at, isLast ? sum : activated(net.activation, sum));
      }
  }
}

/// Gradient of the lane's loss on its logits (src/losses/distillation.ts has the formula).
void lossGradient(const Lane& lane, const Batch& batch, int classes, const float* logits, float* gradient, float* scratch) {
  const int rows = batch.rows;
  for (int row = 0; row < rows; row += kWidth) {
    const Vec weight = load(batch.weights.data() + row);
    for (int c = 0; c < classes; c++) {
      const Vec target = load(batch.labels.data() + size_t(c) * rows + row) * lane.label + lane.spread;
      store(gradient + size_t(c) * rows + row, -(target * weight));
    }
    if (lane.hard > 0) addProbs(logits + row, classes, rows, 1, weight * lane.hard, gradient + row, scratch);
    if (lane.soft > 0) {
      const float coldness = 1 / lane.temperature;
      addProbs(logits + row, classes, rows, coldness, weight * lane.soft, gradient + row, scratch);
      addProbs(batch.teacher.data() + row, classes, rows, coldness, -(weight * lane.soft), gradient + row, scratch);
    }
  }
}

struct NetworkScratch {
  std::vector<float> outputsBehind, dSumsBehind;  // of the layers behind the first, [units][rows] of each
  std::vector<float> kernel, bias, softmax;
  std::vector<float*> outputs, dSums;  // of all layers
};

/// Backward through all layers but the first kernel; leaves the gradient on the first layer's sums in dSums[0].
/// False where the loss was not finite.
bool backward(Net& net, int lane, const Batch& batch, float rate, float shrink, NetworkScratch& scratch) {
  const int rows = batch.rows;
  bool isFinite = true;
  for (int layer = net.layers() - 1; layer >= 0; layer--) {
    const int outs = net.sizes[layer + 1], ins = net.sizes[layer];
    float* dSum = scratch.dSums[layer];
    std::memset(scratch.bias.data(), 0, sizeof(float) * padded(outs));
    for (int o = 0; o < outs; o++) {
      Vec sum = all(0);
      for (int row = 0; row < rows; row += kWidth) sum += load(dSum + size_t(o) * rows + row);
      scratch.bias[o] = sumOf(sum);
      if (layer == net.layers() - 1 && !std::isfinite(scratch.bias[o])) isFinite = false;
    }
    if (layer > 0) {
      const float* input = scratch.outputs[layer - 1];
      const float* kernel = net.of(0, 2 * layer, lane);
      std::memset(scratch.kernel.data(), 0, sizeof(float) * padded(outs * ins));
      for (int o = 0; o < outs; o++)
        for (int i = 0; i < ins; i++) {
          Vec sum = all(0);
          for (int row = 0; row < rows; row += kWidth)
            sum += load(dSum + size_t(o) * rows + row) * load(input + size_t(i) * rows + row);
          scratch.kernel[o * ins + i] = sumOf(sum);
        }
      float* below = scratch.dSums[layer - 1];
      for (int i = 0; i < ins; i++)
        for (int row = 0; row < rows; row += kWidth) {
          Vec sum = all(0);
          for (int o = 0; o < outs; o++) sum += kernel[o * ins + i] * load(dSum + size_t(o) * rows + row);
          store(below + size_t(i) * rows + row, sum * slope(net.activation, load(input + size_t(i) * rows + row)));
        }
      updateAll(net, 2 * layer, lane, rate, shrink, scratch.kernel.data());
    }
    updateAll(net, 2 * layer + 1, lane, rate, 1, scratch.bias.data());
  }
  return isFinite;
}

NetworkScratch networkScratch(const Net& net, int rows) {
  NetworkScratch scratch;
  int widest = 0, behind = 0, kernel = 0;
  for (int layer = 0; layer < net.layers(); layer++) {
    widest = std::max(widest, net.sizes[layer + 1]);
    if (layer == 0) continue;
    behind += net.sizes[layer + 1];
    kernel = std::max(kernel, net.sizes[layer] * net.sizes[layer + 1]);
  }
  scratch.outputsBehind.assign(size_t(behind) * rows, 0);
  scratch.dSumsBehind.assign(size_t(behind) * rows, 0);
  scratch.kernel.assign(padded(kernel), 0);
  scratch.bias.assign(padded(widest), 0);
  scratch.softmax.assign(size_t(net.sizes.back()) * kWidth, 0);
  return scratch;
}

/// Where the layers of a lane lie: the first in its block, the others behind one another.
void pointTo(const Net& net, int rows, float* first, std::vector<float>& behind, std::vector<float*>& layers) {
  layers.assign(1, first);
  float* next = behind.data();
  for (int layer = 1; layer < net.layers(); layer++) {
    layers.push_back(next);
    next += size_t(net.sizes[layer + 1]) * rows;
  }
}

void networkForward(Net& net, int lane, int rows, float* sums, NetworkScratch& scratch) {
  pointTo(net, rows, sums, scratch.outputsBehind, scratch.outputs);
  forward(net, lane, rows, scratch.outputs);
}

/// A step of one lane but for its first kernel: from the sums of its first layer, without bias, to the gradient on them.
bool trainNetwork(Net& net, int lane, const Batch& batch, float rate, float shrink, float* sums, float* gradient,
                  NetworkScratch& scratch) {
  networkForward(net, lane, batch.rows, sums, scratch);
  pointTo(net, batch.rows, gradient, scratch.dSumsBehind, scratch.dSums);
  lossGradient(net.lanes[lane], batch, net.sizes.back(), scratch.outputs.back(), scratch.dSums.back(), scratch.softmax.data());
  return backward(net, lane, batch, rate, shrink, scratch);
}

}  // namespace
