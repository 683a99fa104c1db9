// The lanes of a stack in memory, the batch that they learn from, and their first layer, which is the same for networks and trees.
#pragma once
#include <algorithm>
#include <type_traits>
#include <vector>

#include "vector.h"

namespace {

enum Optimizer { kSgd, kMomentum, kAdam };

struct Lane {
  float temperature, hard, soft, label, spread;  // weights of the terms of the loss, before the division by the rows
  double learningRate, weightDecay;
};

/// A batch, input by input and row by row: (row, value) of each input, (input, value) of each row.
struct Entry {
  int32_t at;
  float value;
};
struct Batch {
  int rows;  // with padding
  std::vector<int32_t> inputStarts, rowStarts;
  std::vector<Entry> ofInput, ofRow;
  std::vector<float> weights;  // [rows]: 1 / batchRows, 0 for padding
  std::vector<float> labels, teacher;  // [classes][rows]; no teacher: empty
};

__attribute__((always_inline)) inline Vec updated(int optimizer, float momentum, Vec rate, Vec w, Vec g, float* first, float* second) {
  if (optimizer == kSgd) return w - rate * g;
  if (optimizer == kMomentum) {
    const Vec velocity = load(first) * momentum + g;
    store(first, velocity);
    return w - rate * velocity;
  }
  const Vec m = load(first) + (g - load(first)) * 0.1f;
  const Vec v = load(second) + (g * g - load(second)) * 0.001f;
  store(first, m);
  store(second, v);
  return w - rate * m / (root(v) + 1e-7f);
}

inline int padded(int count) { return (count + kWidth - 1) / kWidth * kWidth; }

/// Vectors that the registers hold beside what they are made from: AVX-512 has 32 of 16 floats, AVX2 has 16 of 8.
constexpr int kMost = kParts == 1 ? 10 : 5;

/// Of a soft tree, beside its Lane.
struct TreeLane {
  float steepness;                // inverseTemperature
  double balancePenalty;
  std::vector<double> averages;  // of each inner node's share that goes right, NaN before the first batch
};

struct Net {
  std::vector<int> sizes;       // inputs, units of the first layer ..., classes
  std::vector<int> parameters;  // numbers of each parameter of a lane, in the order of LaneWeights
  int activation, optimizer;
  float momentum;
  int steps;
  std::vector<Lane> lanes;
  int depth = 0;                // of soft trees; 0: networks
  std::vector<TreeLane> trees;  // one a lane
  int blockLanes, blockWidth;  // lanes of a block; floats of its first layer, a multiple of kWidth
  // First kernels [block][inputs][blockWidth]; the other parameters [lane][padded size], in the order of LaneWeights.
  // Each with the tensors of its update rule.
  std::vector<std::vector<float>> values[3];

  int layers() const { return int(sizes.size()) - 1; }
  int blocks() const { return (int(lanes.size()) + blockLanes - 1) / blockLanes; }
  int tensors() const { return optimizer == kAdam ? 3 : optimizer == kMomentum ? 2 : 1; }
  float* of(int tensor, int parameter, int lane) {
    return values[tensor][parameter].data() + size_t(lane) * padded(parameters[parameter]);
  }
  float* firstKernel(int tensor, int block) {
    return values[tensor][0].data() + size_t(block) * sizes[0] * blockWidth;
  }

  void allocate() {
    const int h = sizes[1];
    blockLanes = std::clamp(kMost * kWidth / h, 1, int(lanes.size()));
    blockWidth = padded(blockLanes * h);  // what is behind the last lane is never read
    for (int t = 0; t < tensors(); t++) {
      values[t].resize(parameters.size());
      values[t][0].assign(size_t(blocks()) * sizes[0] * blockWidth, 0.0f);
      for (int p = 1; p < int(parameters.size()); p++) values[t][p].assign(lanes.size() * padded(parameters[p]), 0.0f);
    }
  }

  /// Between this layout and stackLanes': [inputs, lanes * units], then [lanes, size] of each other parameter.
  template <typename Copy>
  void eachRun(int tensor, float* flat, Copy copy) {
    const int h = sizes[1], count = int(lanes.size());
    for (int input = 0; input < sizes[0]; input++)
      for (int lane = 0; lane < count; lane++, flat += h)
        copy(firstKernel(tensor, lane / blockLanes) + size_t(input) * blockWidth + lane % blockLanes * h, flat, h);
    for (int p = 1; p < int(parameters.size()); p++)
      for (int lane = 0; lane < count; lane++, flat += parameters[p]) copy(of(tensor, p, lane), flat, parameters[p]);
  }
  size_t flatSize() const {
    size_t size = 0;
    for (int p = 0; p < int(parameters.size()); p++) size += lanes.size() * parameters[p];
    return size;
  }
};

/// [rows][columns] -> [columns][rows], both multiples of kWidth: in squares that stay in the first level cache.
void transpose(const float* from, int rows, int columns, float* to) {
  for (int row = 0; row < rows; row += kWidth)
    for (int column = 0; column < columns; column++)
      for (int k = 0; k < kWidth; k++) to[size_t(column) * rows + row + k] = from[size_t(row + k) * columns + column];
}

/// Sums of a block's first layer, [blockWidth][rows], without bias. V vectors at a time stay in registers.
template <int V>
void firstLayer(const Net& net, const float* kernel, const Batch& batch, int from, float* sums, float* turned) {
  for (int row = 0; row < batch.rows; row++) {
    Vec sum[V] = {};
    for (int e = batch.rowStarts[row]; e < batch.rowStarts[row + 1]; e++) {
      const float* weights = kernel + size_t(batch.ofRow[e].at) * net.blockWidth + from;
      const Vec x = all(batch.ofRow[e].value);
      for (int k = 0; k < V; k++) sum[k] += x * load(weights + k * kWidth);
    }
    for (int k = 0; k < V; k++) store(turned + size_t(row) * V * kWidth + k * kWidth, sum[k]);
  }
  transpose(turned, batch.rows, V * kWidth, sums + size_t(from) * batch.rows);
}

/// Gradient of a block's first kernel, and its update, input by input.
template <int V>
void updateFirst(Net& net, int block, const Batch& batch, int from, const float* gradients, const float* rates,
                 const float* shrinks, float* turned) {
  transpose(gradients + size_t(from) * batch.rows, V * kWidth, batch.rows, turned);
  for (int input = 0; input < net.sizes[0]; input++) {
    Vec sum[V] = {};
    for (int e = batch.inputStarts[input]; e < batch.inputStarts[input + 1]; e++) {
      const float* row = turned + size_t(batch.ofInput[e].at) * V * kWidth;
      const Vec x = all(batch.ofInput[e].value);
      for (int k = 0; k < V; k++) sum[k] += x * load(row + k * kWidth);
    }
    const size_t at = size_t(input) * net.blockWidth + from;
    float* kernel = net.firstKernel(0, block) + at;
    float* first = net.tensors() > 1 ? net.firstKernel(1, block) + at : nullptr;
    float* second = net.tensors() > 2 ? net.firstKernel(2, block) + at : nullptr;
    for (int k = 0; k < V * kWidth; k += kWidth) {
      const Vec w = load(kernel + k) * load(shrinks + from + k);
      store(kernel + k, updated(net.optimizer, net.momentum, load(rates + from + k), w, sum[k / kWidth], first + k, second + k));
    }
  }
}

/// Calls `work` with V as a constant, for all vectors of a block.
template <typename Work>
void inVectors(int blockWidth, Work work) {
  const int vectors = blockWidth / kWidth;
  int done = 0;
  for (; vectors - done >= kMost; done += kMost) work(std::integral_constant<int, kMost>(), done * kWidth);
  for (; vectors - done >= 5; done += 5) work(std::integral_constant<int, 5>(), done * kWidth);
  for (; done < vectors; done++) work(std::integral_constant<int, 1>(), done * kWidth);
}

/// `shrink`: what weight decay leaves of a kernel; 1 for a bias.
void updateAll(Net& net, int parameter, int lane, float rate, float shrink, const float* gradient) {
  const int size = padded(net.parameters[parameter]);
  float* w = net.of(0, parameter, lane);
  float* first = net.tensors() > 1 ? net.of(1, parameter, lane) : nullptr;
  float* second = net.tensors() > 2 ? net.of(2, parameter, lane) : nullptr;
  for (int k = 0; k < size; k += kWidth)
    store(w + k, updated(net.optimizer, net.momentum, all(rate), load(w + k) * shrink, load(gradient + k), first + k, second + k));
}

struct BlockScratch {
  std::vector<float> activations, gradients;  // [blockWidth][rows], of the first layer
  std::vector<float> turned;
  std::vector<float> rates, shrinks;  // [blockWidth]
};

BlockScratch blockScratch(const Net& net, int rows) {
  BlockScratch scratch;
  scratch.activations.assign(size_t(net.blockWidth) * rows, 0);
  scratch.gradients.assign(size_t(net.blockWidth) * rows, 0);
  scratch.turned.assign(size_t(kMost * kWidth) * rows, 0);
  scratch.rates.assign(net.blockWidth, 0);
  scratch.shrinks.assign(net.blockWidth, 1);
  return scratch;
}

void sumsOfBlock(Net& net, int block, const Batch& batch, BlockScratch& scratch) {
  inVectors(net.blockWidth, [&](auto v, int from) {
    firstLayer<v.value>(net, net.firstKernel(0, block), batch, from, scratch.activations.data(), scratch.turned.data());
  });
}

}  // namespace
