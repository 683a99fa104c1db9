// Soft decision trees (Frosst & Hinton 2017, arXiv 1711.09784): the filters of the inner nodes are a first layer, and this is
// what is behind them, for one lane. The formulas stand in soft-tree-paths.ts, soft-tree-leaves.ts and soft-tree-balance.ts,
// which do the same as tensors and in float64. Nodes are numbered level by level, leaves from left to right.
#pragma once
#include <algorithm>
#include <limits>

#include "stack.h"

namespace {

struct TreeScratch {
  std::vector<float> paths, shares;       // [leaves][rows]
  std::vector<float> targets;             // [classes][rows]
  std::vector<float> logits, gradient;    // [leaves][classes]: less the greatest of the leaf; of the loss
  std::vector<float> costs, bias, softmax;
  std::vector<double> offsets, pulls, masses, targetSums, nodeMasses, prices;
};

TreeScratch treeScratch(const Net& net, int rows) {
  const size_t inner = net.sizes[1], leaves = inner + 1, classes = net.sizes.back();
  TreeScratch scratch;
  scratch.paths.assign(leaves * rows, 0);
  scratch.shares.assign(leaves * rows, 0);
  scratch.targets.assign(classes * rows, 0);
  scratch.logits.assign(leaves * classes, 0);
  scratch.gradient.assign(padded(int(leaves * classes)), 0);
  scratch.costs.assign(leaves, 0);
  scratch.bias.assign(padded(int(inner)), 0);
  scratch.softmax.assign(classes * kWidth, 0);
  scratch.offsets.assign(leaves, 0);
  scratch.pulls.assign(leaves * classes, 0);
  scratch.masses.assign(leaves, 0);
  scratch.targetSums.assign(leaves * classes, 0);
  scratch.nodeMasses.assign(inner + leaves, 0);
  scratch.prices.assign(inner + leaves, 0);
  return scratch;
}

inline float rowSum(const float* values, int rows) {
  Vec sum = all(0);
  for (int row = 0; row < rows; row += kWidth) sum += load(values + row);
  return sumOf(sum);
}

/// `right` [inner][rows]: in, the sums of the filters without bias; out, the probabilities of the right branches.
/// `paths` [leaves][rows]: out, the path probabilities of the leaves times the row's weight (null: 1).
void descend(Net& net, int lane, int rows, const float* weights, float* right, float* paths) {
  const float* bias = net.of(0, 1, lane);
  const float steepness = net.trees[lane].steepness;
  for (int row = 0; row < rows; row += kWidth) {
    for (int node = 0; node < net.sizes[1]; node++) {
      float* at = right + size_t(node) * rows + row;
      store(at, activated(kSigmoid, (load(at) + bias[node]) * steepness));
    }
    store(paths + row, weights == nullptr ? all(1) : load(weights + row));
    for (int level = 0; level < net.depth; level++)  // from the last node on: its children take no place that is still needed
      for (int node = (1 << level) - 1; node >= 0; node--) {
        const Vec reached = load(paths + size_t(node) * rows + row);
        const Vec p = load(right + (size_t(1 << level) - 1 + node) * rows + row);
        store(paths + size_t(2 * node + 1) * rows + row, reached * p);
        store(paths + size_t(2 * node) * rows + row, reached * (1.0f - p));
      }
  }
}

/// weight * lse(z / T) of a leaf's logits, and its gradient.
void addLeafTerm(const float* logits, int classes, double weight, double temperature, double& offset, double* pulls) {
  double sum = 0;
  for (int c = 0; c < classes; c++) sum += std::exp(logits[c] / temperature);
  for (int c = 0; c < classes; c++) pulls[c] += weight / temperature * std::exp(logits[c] / temperature) / sum;
  offset += weight * std::log(sum);
}

/// What a leaf's loss is but for the target of a row.
void leafTerms(Net& net, int lane, TreeScratch& scratch) {
  const int classes = net.sizes.back();
  const Lane& settings = net.lanes[lane];
  const double hard = settings.hard, temperature = settings.temperature, soft = double(settings.soft) * temperature;
  const float* from = net.of(0, 2, lane);
  std::fill(scratch.offsets.begin(), scratch.offsets.end(), 0);
  std::fill(scratch.pulls.begin(), scratch.pulls.end(), 0);
  for (size_t leaf = 0; leaf < scratch.offsets.size(); leaf++, from += classes) {
    float* logits = scratch.logits.data() + leaf * classes;
    float greatest = from[0];
    for (int c = 1; c < classes; c++) greatest = from[c] > greatest ? from[c] : greatest;
    for (int c = 0; c < classes; c++) logits[c] = from[c] - greatest;
    double* pulls = scratch.pulls.data() + leaf * classes;
    if (hard > 0) addLeafTerm(logits, classes, hard, 1, scratch.offsets[leaf], pulls);
    if (soft > 0) addLeafTerm(logits, classes, soft, temperature, scratch.offsets[leaf], pulls);
  }
}

/// src/losses/leaf-targets.ts
void leafTargets(const Lane& lane, const Batch& batch, int classes, TreeScratch& scratch) {
  const int rows = batch.rows;
  for (int row = 0; row < rows; row += kWidth) {
    float* targets = scratch.targets.data() + row;
    for (int c = 0; c < classes; c++)
      store(targets + size_t(c) * rows, load(batch.labels.data() + size_t(c) * rows + row) * lane.label + lane.spread);
    if (lane.soft > 0)
      addProbs(batch.teacher.data() + row, classes, rows, 1 / lane.temperature, all(lane.soft), targets, scratch.softmax.data());
  }
}

/// Gradient of the balance penalty on the path probabilities of the leaves, at `prices[inner ...]` (soft-tree-balance.ts).
void balancePrices(TreeLane& tree, TreeScratch& scratch) {
  std::vector<double>&mass = scratch.nodeMasses, &prices = scratch.prices;
  const int inner = int(tree.averages.size());
  std::copy(scratch.masses.begin(), scratch.masses.end(), mass.begin() + inner);
  for (int node = inner - 1; node >= 0; node--) mass[node] = mass[2 * node + 1] + mass[2 * node + 2];
  prices[0] = 0;
  double weight = 1;  // 2^-depth of the node
  for (int node = 0; node < inner; node++) {
    if ((node & (node + 1)) == 0 && node > 0) weight /= 2;  // the first of its level
    const int left = 2 * node + 1, right = 2 * node + 2;
    prices[left] = prices[right] = prices[node];
    const double total = mass[node];
    if (!(total >= 1e-20)) continue;
    double& average = tree.averages[node];
    const double share = mass[right] / total;
    average = std::isnan(average) ? share : average + weight * (share - average);
    const double a = std::min(std::max(average, 1e-6), 1 - 1e-6);
    const double slope = tree.balancePenalty * weight * (1 / (1 - a) - 1 / a) / 2;
    prices[left] -= slope * mass[right] / (total * total);
    prices[right] += slope * mass[left] / (total * total);
  }
}

/// From each leaf's part in the loss, [leaves][rows], to the gradient on the sums of the filters, [inner][rows].
void ascend(const Net& net, int lane, int rows, const float* right, float* shares, float* gradient) {
  const float steepness = net.trees[lane].steepness;
  for (int row = 0; row < rows; row += kWidth)
    for (int level = net.depth - 1; level >= 0; level--)
      for (int node = 0; node < 1 << level; node++) {
        const size_t at = (size_t(1 << level) - 1 + node) * rows + row;
        const Vec ofLeft = load(shares + size_t(2 * node) * rows + row);
        const Vec ofRight = load(shares + size_t(2 * node + 1) * rows + row);
        const Vec p = load(right + at);
        store(gradient + at, (ofRight * (1.0f - p) - ofLeft * p) * steepness);
        store(shares + size_t(node) * rows + row, ofLeft + ofRight);
      }
}

/// Sums of targets and losses over the rows of each leaf. False where the loss is not finite.
bool visitLeaves(int classes, int rows, TreeScratch& scratch) {
  double loss = 0;
  for (size_t leaf = 0; leaf < scratch.masses.size(); leaf++) {
    const float* logits = scratch.logits.data() + leaf * classes;
    const float* paths = scratch.paths.data() + leaf * rows;
    for (int row = 0; row < rows; row += kWidth) {
      Vec cost = all(scratch.costs[leaf]);
      for (int c = 0; c < classes; c++) cost += -logits[c] * load(scratch.targets.data() + size_t(c) * rows + row);
      store(scratch.shares.data() + leaf * rows + row, load(paths + row) * cost);
    }
    loss += scratch.masses[leaf] * scratch.offsets[leaf];
    for (int c = 0; c < classes; c++) {
      Vec sum = all(0);
      for (int row = 0; row < rows; row += kWidth) sum += load(paths + row) * load(scratch.targets.data() + size_t(c) * rows + row);
      scratch.targetSums[leaf * classes + c] = sumOf(sum);
      loss -= scratch.targetSums[leaf * classes + c] * logits[c];
    }
  }
  return std::isfinite(loss);
}

/// A step of one lane but for its filters: from their sums, without bias, to the gradient on them.
bool trainTree(Net& net, int lane, const Batch& batch, float rate, float* sums, float* gradient, TreeScratch& scratch) {
  const int rows = batch.rows, classes = net.sizes.back(), inner = net.sizes[1];
  TreeLane& tree = net.trees[lane];
  descend(net, lane, rows, batch.weights.data(), sums, scratch.paths.data());
  for (int leaf = 0; leaf <= inner; leaf++) scratch.masses[leaf] = rowSum(scratch.paths.data() + size_t(leaf) * rows, rows);
  leafTerms(net, lane, scratch);
  if (tree.balancePenalty != 0) balancePrices(tree, scratch);
  for (int leaf = 0; leaf <= inner; leaf++)
    scratch.costs[leaf] = float(scratch.offsets[leaf] + (tree.balancePenalty != 0 ? scratch.prices[inner + leaf] : 0));
  leafTargets(net.lanes[lane], batch, classes, scratch);
  const bool isFinite = visitLeaves(classes, rows, scratch);
  ascend(net, lane, rows, sums, scratch.shares.data(), gradient);
  for (int node = 0; node < inner; node++) scratch.bias[node] = rowSum(gradient + size_t(node) * rows, rows);
  for (size_t i = 0; i < scratch.targetSums.size(); i++)
    scratch.gradient[i] = float(scratch.masses[i / classes] * scratch.pulls[i] - scratch.targetSums[i]);
  updateAll(net, 1, lane, rate, 1, scratch.bias.data());
  updateAll(net, 2, lane, rate, 1, scratch.gradient.data());
  return isFinite;
}

}  // namespace
