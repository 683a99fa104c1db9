// Trains many small networks of one architecture on the same batches, one thread: what tensor-stack.ts does with tensors, in
// one call a step. Why it is here, and what it gains: docs/decisions/006-lane-kernel.md.
//
// Lanes stand in blocks whose first layers fill whole vectors. All that a block touches in a step stays in the second
// level cache: its inputs are sparse (four pixels of five are dark, and a zero costs nothing), activations lie unit by
// unit as [units][rows], so that every inner loop runs along rows, and a gradient meets its weights while it is still in
// registers. No operation mixes two lanes and none depends on their number: a lane has the same bits in any stack.
#include <node_api.h>
#include <node_api.h>

#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

#include "network.h"
#include "soft-tree.h"

namespace {

void trainStep(Net& net, const Batch& batch, double rateFactor, uint8_t* diverged) {
  net.steps++;
  const double correction = net.optimizer == kAdam ? std::sqrt(1 - std::pow(0.999, net.steps)) / (1 - std::pow(0.9, net.steps)) : 1;
  const int count = int(net.lanes.size()), units = net.sizes[1];
  BlockScratch scratch = blockScratch(net, batch.rows);
  NetworkScratch ofNetwork = net.depth == 0 ? networkScratch(net, batch.rows) : NetworkScratch();
  TreeScratch ofTree = net.depth > 0 ? treeScratch(net, batch.rows) : TreeScratch();
  for (int block = 0; block < net.blocks(); block++) {
    sumsOfBlock(net, block, batch, scratch);
    for (int place = 0; place < net.blockLanes && block * net.blockLanes + place < count; place++) {
      const int index = block * net.blockLanes + place;
      const Lane& lane = net.lanes[index];
      const float rate = float(lane.learningRate * rateFactor * correction);
      const float shrink = float(1 - lane.learningRate * rateFactor * lane.weightDecay);
      for (int unit = 0; unit < units; unit++) {
        scratch.rates[place * units + unit] = rate;
        scratch.shrinks[place * units + unit] = shrink;
      }
      float* sums = scratch.activations.data() + size_t(place) * units * batch.rows;
      float* gradient = scratch.gradients.data() + size_t(place) * units * batch.rows;
      const bool isFinite = net.depth > 0 ? trainTree(net, index, batch, rate, sums, gradient, ofTree)
                                          : trainNetwork(net, index, batch, rate, shrink, sums, gradient, ofNetwork);
      diverged[index] = !isFinite;
    }
    inVectors(net.blockWidth, [&](auto v, int from) {
      updateFirst<v.value>(net, block, batch, from, scratch.gradients.data(), scratch.rates.data(), scratch.shrinks.data(),
                           scratch.turned.data());
    });
  }
}

/// out: [lanes][rows][classes] logits of networks, [lanes][leaves][rows] path probabilities of trees
void predict(Net& net, const Batch& batch, float* out) {
  const int count = int(net.lanes.size()), classes = net.sizes.back(), rows = batch.rows;
  BlockScratch scratch = blockScratch(net, rows);
  NetworkScratch ofNetwork = net.depth == 0 ? networkScratch(net, rows) : NetworkScratch();
  for (int block = 0; block < net.blocks(); block++) {
    sumsOfBlock(net, block, batch, scratch);
    for (int place = 0; place < net.blockLanes && block * net.blockLanes + place < count; place++) {
      const int lane = block * net.blockLanes + place;
      float* sums = scratch.activations.data() + size_t(place) * net.sizes[1] * rows;
      if (net.depth > 0) {
        descend(net, lane, rows, nullptr, sums, out + (size_t(lane) * rows << net.depth));
        continue;
      }
      networkForward(net, lane, rows, sums, ofNetwork);
      for (int row = 0; row < rows; row++)
        for (int c = 0; c < classes; c++)
          out[(size_t(lane) * rows + row) * classes + c] = ofNetwork.outputs.back()[size_t(c) * rows + row];
    }
  }
}

/// Raised with `kernelInterface` of src/engine/available.ts when the functions below change, or their results.
constexpr int kInterface = 2;

// From here on: Node-API. Arguments are made by kernel-stack.ts and the two files that use it, which pass what these functions expect.

template <typename T>
T* dataOf(napi_env env, napi_value value, size_t* length = nullptr) {
  napi_valuetype kind;
  napi_typeof(env, value, &kind);
  if (kind != napi_object) return nullptr;  // null
  void* data = nullptr;
  size_t count = 0;
  napi_get_typedarray_info(env, value, nullptr, &count, &data, nullptr, nullptr);
  if (length != nullptr) *length = count;
  return static_cast<T*>(data);
}
double numberOf(napi_env env, napi_value value) {
  double number = 0;
  napi_get_value_double(env, value, &number);
  return number;
}
napi_value elementOf(napi_env env, napi_value array, uint32_t index) {
  napi_value element;
  napi_get_element(env, array, index, &element);
  return element;
}
Net* netOf(napi_env env, napi_value value) {
  void* net = nullptr;
  napi_get_value_external(env, value, &net);
  return static_cast<Net*>(net);
}
/// No exception may leave a function of Node-API: memory that is not to be had fails the job, not the process.
template <napi_value (*work)(napi_env, napi_callback_info)>
napi_value safely(napi_env env, napi_callback_info info) {
  try {
    return work(env, info);
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, (std::string("The lane kernel failed: ") + error.what()).c_str());
    return nullptr;
  }
}
template <size_t N>
void argumentsOf(napi_env env, napi_callback_info info, napi_value (&values)[N]) {
  size_t count = N;
  napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
}

napi_value externalOf(napi_env env, Net* net) {
  napi_value external;
  napi_create_external(env, net, [](napi_env, void* data, void*) { delete static_cast<Net*>(data); }, nullptr, &external);
  return external;
}

/// What both kinds of stack are made from: [temperature, alpha, labelSmoothing, learningRate, weightDecay, ...] of each lane.
void addLane(Net& net, const double* of) {
  const double temperature = of[0], alpha = of[1], smoothing = of[2];
  net.lanes.push_back({float(temperature), float(1 - alpha), float(alpha * temperature), float((1 - alpha) * (1 - smoothing)),
                       float((1 - alpha) * smoothing / net.sizes.back()), of[3], of[4]});
}

/// a: momentum, steps, values, slots
void fill(napi_env env, const napi_value* a, Net& net) {
  size_t slotsLength = 0;
  net.momentum = float(numberOf(env, a[0]));
  net.steps = int(numberOf(env, a[1]));
  float* values = dataOf<float>(env, a[2]);
  float* slots = dataOf<float>(env, a[3], &slotsLength);
  net.allocate();
  const auto in = [](float* to, const float* from, int length) { std::memcpy(to, from, sizeof(float) * length); };
  net.eachRun(0, values, in);
  for (int t = 1; t < net.tensors() && slotsLength > 0; t++) net.eachRun(t, slots + (t - 1) * net.flatSize(), in);
}

/// create(shape: Int32Array [activation, optimizer, ...sizes], lanes: Float64Array of 5 each, momentum, steps, values, slots)
napi_value create(napi_env env, napi_callback_info info) {
  napi_value a[6];
  argumentsOf(env, info, a);
  size_t shapeLength = 0, lanesLength = 0;
  const int32_t* shape = dataOf<int32_t>(env, a[0], &shapeLength);
  const double* lanes = dataOf<double>(env, a[1], &lanesLength);
  auto net = std::make_unique<Net>();
  net->activation = shape[0];
  net->optimizer = shape[1];
  net->sizes.assign(shape + 2, shape + shapeLength);
  for (int layer = 0; layer < net->layers(); layer++) {
    net->parameters.push_back(net->sizes[layer] * net->sizes[layer + 1]);
    net->parameters.push_back(net->sizes[layer + 1]);
  }
  for (const double* of = lanes; of < lanes + lanesLength; of += 5) addLane(*net, of);
  fill(env, a + 2, *net);
  return externalOf(env, net.release());
}

/// createTrees(shape: Int32Array [optimizer, inputs, depth, classes], lanes: Float64Array of 7 each: inverseTemperature and
/// balancePenalty behind those of a network, momentum, steps, values, slots, averages: Float64Array [lanes, inner])
napi_value createTrees(napi_env env, napi_callback_info info) {
  napi_value a[7];
  argumentsOf(env, info, a);
  size_t lanesLength = 0;
  const int32_t* shape = dataOf<int32_t>(env, a[0]);
  const double* lanes = dataOf<double>(env, a[1], &lanesLength);
  const double* averages = dataOf<double>(env, a[6]);
  auto net = std::make_unique<Net>();
  net->optimizer = shape[0];
  net->depth = shape[2];
  const int inputs = shape[1], classes = shape[3], inner = (1 << net->depth) - 1;
  net->sizes = {inputs, inner, classes};
  net->parameters = {inputs * inner, inner, (inner + 1) * classes};
  for (const double* of = lanes; of < lanes + lanesLength; of += 7, averages += inner) {
    addLane(*net, of);
    net->trees.push_back({float(of[5]), of[6], std::vector<double>(averages, averages + inner)});
  }
  fill(env, a + 2, *net);
  return externalOf(env, net.release());
}

/// Adds the rows of [rows, columns | null, values]: floats [columns][rows].
void addFloats(napi_env env, napi_value part, int rows, int inputs, Batch& batch) {
  size_t count = inputs;
  const int32_t* columns = dataOf<int32_t>(env, elementOf(env, part, 1), &count);
  const float* values = dataOf<float>(env, elementOf(env, part, 2));
  for (int row = 0; row < rows; row++) {
    for (size_t place = 0; place < count; place++) {
      const float value = values[place * rows + row];
      if (value != 0) batch.ofRow.push_back({columns ? columns[place] : int32_t(place), value});
    }
    batch.rowStarts.push_back(int32_t(batch.ofRow.size()));
  }
}

/// Adds the samples of [rows, inputs | null, bytes, size of a sample, ids]: bytes scaled to 0..1.
void addBytes(napi_env env, napi_value part, int rows, int inputs, Batch& batch) {
  size_t count = inputs;
  const uint32_t* columns = dataOf<uint32_t>(env, elementOf(env, part, 1), &count);
  const uint8_t* bytes = dataOf<uint8_t>(env, elementOf(env, part, 2));
  const int size = int(numberOf(env, elementOf(env, part, 3)));
  const uint32_t* ids = dataOf<uint32_t>(env, elementOf(env, part, 4));
  std::vector<int32_t> inputOf(size, -1);
  for (size_t input = 0; input < count; input++) inputOf[columns ? columns[input] : input] = int32_t(input);
  float brightness[256];
  for (int byte = 0; byte < 256; byte++) brightness[byte] = float(byte / 255.0);
  for (int row = 0; row < rows; row++) {
    const uint8_t* sample = bytes + size_t(ids[row]) * size;
    for (int column = 0; column < size;) {
      uint64_t eight = 1;
      if (column + 8 <= size) std::memcpy(&eight, sample + column, 8);
      if (eight == 0) {  // dark
        column += 8;
        continue;
      }
      for (const int end = std::min(column + 8, size); column < end; column++)
        if (sample[column] != 0 && inputOf[column] >= 0) batch.ofRow.push_back({inputOf[column], brightness[sample[column]]});
    }
    batch.rowStarts.push_back(int32_t(batch.ofRow.size()));
  }
}

/// Bytes where a part has ids, else floats.
Batch batchOf(napi_env env, napi_value parts, int inputs) {
  uint32_t count;
  napi_get_array_length(env, parts, &count);
  Batch batch;
  batch.rowStarts.push_back(0);
  for (uint32_t i = 0; i < count; i++) {
    const napi_value part = elementOf(env, parts, i);
    const int rows = int(numberOf(env, elementOf(env, part, 0)));
    const bool hasIds = dataOf<uint32_t>(env, elementOf(env, part, 4)) != nullptr;
    (hasIds ? addBytes : addFloats)(env, part, rows, inputs, batch);
  }
  if (batch.ofRow.size() > INT32_MAX) throw std::length_error("a batch of more than 2^31 lit inputs");
  batch.rows = int(batch.rowStarts.size()) - 1;
  batch.inputStarts.assign(inputs + 1, 0);
  for (const Entry& entry : batch.ofRow) batch.inputStarts[entry.at + 1]++;
  for (int input = 0; input < inputs; input++) batch.inputStarts[input + 1] += batch.inputStarts[input];
  std::vector<int32_t> next(batch.inputStarts.begin(), batch.inputStarts.end() - 1);
  batch.ofInput.resize(batch.ofRow.size());
  for (int row = 0; row < batch.rows; row++)
    for (int e = batch.rowStarts[row]; e < batch.rowStarts[row + 1]; e++)
      batch.ofInput[next[batch.ofRow[e].at]++] = {row, batch.ofRow[e].value};
  return batch;
}

/// step(net, rateFactor, parts: [...five of the features, counted rows, labels, teacher | null][], diverged: Uint8Array)
napi_value step(napi_env env, napi_callback_info info) {
  napi_value a[4];
  argumentsOf(env, info, a);
  Net* net = netOf(env, a[0]);
  Batch batch = batchOf(env, a[2], net->sizes[0]);
  const int classes = net->sizes.back();
  uint32_t count;
  napi_get_array_length(env, a[2], &count);
  double counted = 0;
  for (uint32_t i = 0; i < count; i++) counted += numberOf(env, elementOf(env, elementOf(env, a[2], i), 5));
  batch.weights.assign(batch.rows, 0);
  batch.labels.assign(size_t(classes) * batch.rows, 0);
  int first = 0;
  for (uint32_t i = 0; i < count; i++) {
    const napi_value part = elementOf(env, a[2], i);
    const int rows = int(numberOf(env, elementOf(env, part, 0)));
    const int ofPart = int(numberOf(env, elementOf(env, part, 5)));
    for (int row = 0; row < ofPart; row++) batch.weights[first + row] = float(1 / counted);
    const float* labels = dataOf<float>(env, elementOf(env, part, 6));
    const float* teacher = dataOf<float>(env, elementOf(env, part, 7));
    if (teacher != nullptr) batch.teacher.resize(size_t(classes) * batch.rows);
    for (int c = 0; c < classes; c++) {
      std::memcpy(batch.labels.data() + size_t(c) * batch.rows + first, labels + size_t(c) * rows, sizeof(float) * rows);
      if (teacher != nullptr)
        std::memcpy(batch.teacher.data() + size_t(c) * batch.rows + first, teacher + size_t(c) * rows, sizeof(float) * rows);
    }
    first += rows;
  }
  trainStep(*net, batch, numberOf(env, a[1]), dataOf<uint8_t>(env, a[3]));
  return nullptr;
}

/// predict(net, features, out: Float32Array), as `predict` above fills it
napi_value predictions(napi_env env, napi_callback_info info) {
  napi_value a[3];
  argumentsOf(env, info, a);
  Net* net = netOf(env, a[0]);
  napi_value parts;
  napi_create_array_with_length(env, 1, &parts);
  napi_set_element(env, parts, 0, a[1]);
  predict(*net, batchOf(env, parts, net->sizes[0]), dataOf<float>(env, a[2]));
  return nullptr;
}

/// read(net, values, slots): fills them as `create` takes them
napi_value read(napi_env env, napi_callback_info info) {
  napi_value a[3];
  argumentsOf(env, info, a);
  Net* net = netOf(env, a[0]);
  const auto out = [](const float* from, float* to, int length) { std::memcpy(to, from, sizeof(float) * length); };
  net->eachRun(0, dataOf<float>(env, a[1]), out);
  size_t slotsLength = 0;
  float* slots = dataOf<float>(env, a[2], &slotsLength);
  for (int t = 1; t < net->tensors() && slotsLength > 0; t++) net->eachRun(t, slots + (t - 1) * net->flatSize(), out);
  return nullptr;
}

/// readAverages(net, averages): of soft trees, as `createTrees` takes them
napi_value readAverages(napi_env env, napi_callback_info info) {
  napi_value a[2];
  argumentsOf(env, info, a);
  double* to = dataOf<double>(env, a[1]);
  for (const TreeLane& tree : netOf(env, a[0])->trees) to = std::copy(tree.averages.begin(), tree.averages.end(), to);
  return nullptr;
}

/// release(net): gives its memory back now; the garbage collector, which sees only a handle, would take its time.
napi_value release(napi_env env, napi_callback_info info) {
  napi_value a[1];
  argumentsOf(env, info, a);
  for (auto& tensor : netOf(env, a[0])->values) tensor = {};
  return nullptr;
}

}  // namespace

NAPI_MODULE_INIT() {
  const napi_property_descriptor functions[] = {
      {"create", nullptr, safely<create>, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"createTrees", nullptr, safely<createTrees>, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"readAverages", nullptr, safely<readAverages>, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"step", nullptr, safely<step>, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"predict", nullptr, safely<predictions>, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"read", nullptr, safely<read>, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"release", nullptr, release, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
  };
  napi_define_properties(env, exports, 7, functions);
  return exports;
}
