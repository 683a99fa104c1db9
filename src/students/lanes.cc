// Trains many small networks of one architecture on the same batches, one thread: what tensor-stack.ts does with tensors, in
// one call a step. Why it is here, and what it gains: docs/decisions/006-lane-kernel.md.
//
// Lanes stand in blocks whose first layers fill whole vectors. All that a block touches in a step stays in the second
// level cache: its inputs are sparse (four pixels of five are dark, and a zero costs nothing), activations lie unit by
// unit as [units][rows], so that every inner loop runs along rows, and a gradient meets its weights while it is still in
// registers. No operation mixes two lanes and none depends on their number: a lane has the same bits in any stack.
#include <node_api.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <exception>
#include <numeric>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace {

/// What the processor's registers hold. GCC keeps a vector that is wider in memory: nine times slower with AVX2.
#if defined(__AVX512F__)
constexpr int kNative = 16;
#elif defined(__AVX__)
constexpr int kNative = 8;
#else
constexpr int kNative = 4;
#endif
typedef float Native __attribute__((vector_size(kNative * sizeof(float))));
typedef int32_t Ints __attribute__((vector_size(kNative * sizeof(float))));

/// Sixteen floats on every processor: the order of sums follows from their number.
constexpr int kWidth = 16;
constexpr int kParts = kWidth / kNative;
struct Vec {
  Native part[kParts];
};

/// The vector whose parts are f(0), f(1) ...
template <typename F>
inline Vec vec(F f) {
  Vec value;
  for (int p = 0; p < kParts; p++) value.part[p] = f(p);
  return value;
}
inline Native native(float x) { return x - Native{}; }
inline Vec all(float x) {
  return vec([&](int) { return native(x); });
}
inline Vec load(const float* from) {
  return vec([&](int p) {
    Native value;
    std::memcpy(&value, from + p * kNative, sizeof value);
    return value;
  });
}
inline void store(float* to, Vec value) {
  for (int p = 0; p < kParts; p++) std::memcpy(to + p * kNative, &value.part[p], sizeof(Native));
}
#define DISTILGRID_OPERATOR(op)                                               \
  inline Vec operator op(Vec a, Vec b) {                                      \
    return vec([&](int p) { return a.part[p] op b.part[p]; });                \
  }                                                                           \
  inline Vec operator op(Vec a, float b) { return a op all(b); }              \
  inline Vec operator op(float a, Vec b) { return all(a) op b; }
DISTILGRID_OPERATOR(+)
DISTILGRID_OPERATOR(-)
DISTILGRID_OPERATOR(*)
DISTILGRID_OPERATOR(/)
#undef DISTILGRID_OPERATOR
inline Vec operator-(Vec a) {
  return vec([&](int p) { return -a.part[p]; });
}
inline Vec& operator+=(Vec& a, Vec b) { return a = a + b; }

inline float sumOf(Vec value) {
  float sum = 0;
  for (int p = 0; p < kParts; p++)
    for (int k = 0; k < kNative; k++) sum += value.part[p][k];
  return sum;
}
inline Vec larger(Vec a, Vec b) {
  return vec([&](int p) { return a.part[p] > b.part[p] ? a.part[p] : b.part[p]; });
}
inline Vec root(Vec value) {
  for (int p = 0; p < kParts; p++)
    for (int k = 0; k < kNative; k++) value.part[p][k] = std::sqrt(value.part[p][k]);
  return value;
}

/// e^x to about 2 units in the last place for x up to 88; the polynomial is Cephes' expf (Moshier 1989). NaN stays NaN.
inline Native exponential(Native x) {
  const float magic = 12582912.0f;  // 1.5 * 2^23: adding it rounds to a whole number
  const Native low = native(-87.0f), high = native(88.0f);
  const Native inRange = x > low ? (x < high ? x : high) : low;
  const Native shifted = inRange * 1.44269504f + magic;
  const Native n = shifted - magic;
  const Native r = inRange - n * 0.693359375f + n * 2.12194440e-4f;
  Native p = native(1.9875691500e-4f);
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const Native mantissa = p * r * r + r + 1.0f;
  const Ints exponent = ((Ints)shifted - 0x4B400000) << 23;
  const Native result = (Native)((Ints)mantissa + exponent);
  return x == x ? result : x;
}
inline Vec exponential(Vec x) {
  return vec([&](int p) { return exponential(x.part[p]); });
}

enum Activation { kRelu, kTanh, kSigmoid };
enum Optimizer { kSgd, kMomentum, kAdam };

inline Vec activated(int activation, Vec x) {
  if (activation == kRelu)  // NaN stays NaN
    return vec([&](int p) { return x.part[p] < native(0) ? native(0) : x.part[p]; });
  if (activation == kSigmoid) return 1.0f / (1.0f + exponential(-x));
  return 1.0f - 2.0f / (exponential(x + x) + 1.0f);
}
/// From the output of the activation.
inline Vec slope(int activation, Vec y) {
  if (activation == kRelu)
    return vec([&](int p) { return y.part[p] > native(0) ? native(1) : native(0); });
  return activation == kTanh ? 1.0f - y * y : y * (1.0f - y);
}

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

struct Net {
  std::vector<int> sizes;
  int activation, optimizer;
  float momentum;
  int steps;
  std::vector<Lane> lanes;
  int blockLanes, blockWidth;  // lanes of a block; floats of its first layer, a multiple of kWidth
  // First kernels [block][inputs][blockWidth]; the other parameters [lane][padded size], in the order of LaneWeights.
  // Each with the tensors of its update rule.
  std::vector<std::vector<float>> values[3];

  int layers() const { return int(sizes.size()) - 1; }
  int blocks() const { return (int(lanes.size()) + blockLanes - 1) / blockLanes; }
  int tensors() const { return optimizer == kAdam ? 3 : optimizer == kMomentum ? 2 : 1; }
  int sizeOf(int parameter) const {
    const int layer = parameter / 2;
    return parameter % 2 ? sizes[layer + 1] : sizes[layer] * sizes[layer + 1];
  }
  float* of(int tensor, int parameter, int lane) {
    return values[tensor][parameter].data() + size_t(lane) * padded(sizeOf(parameter));
  }
  float* firstKernel(int tensor, int block) {
    return values[tensor][0].data() + size_t(block) * sizes[0] * blockWidth;
  }

  void allocate() {
    const int h = sizes[1];
    blockLanes = std::clamp(kMost * kWidth / h, 1, int(lanes.size()));
    blockWidth = padded(blockLanes * h);  // what is behind the last lane is never read
    for (int t = 0; t < tensors(); t++) {
      values[t].resize(2 * layers());
      values[t][0].assign(size_t(blocks()) * sizes[0] * blockWidth, 0.0f);
      for (int p = 1; p < 2 * layers(); p++) values[t][p].assign(lanes.size() * padded(sizeOf(p)), 0.0f);
    }
  }

  /// Between this layout and stackLanes': [inputs, lanes * units], then [lanes, size] of each other parameter.
  template <typename Copy>
  void eachRun(int tensor, float* flat, Copy copy) {
    const int h = sizes[1], count = int(lanes.size());
    for (int input = 0; input < sizes[0]; input++)
      for (int lane = 0; lane < count; lane++, flat += h)
        copy(firstKernel(tensor, lane / blockLanes) + size_t(input) * blockWidth + lane % blockLanes * h, flat, h);
    for (int p = 1; p < 2 * layers(); p++)
      for (int lane = 0; lane < count; lane++, flat += sizeOf(p)) copy(of(tensor, p, lane), flat, sizeOf(p));
  }
  size_t flatSize() const {
    size_t size = 0;
    for (int p = 0; p < 2 * layers(); p++) size += lanes.size() * sizeOf(p);
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

/// weight * softmax over classes of logits * coldness, for 16 rows: [classes][rows]
inline void addProbs(const float* logits, int classes, int rows, float coldness, Vec weight, float* to, float* scratch) {
  Vec most = load(logits);
  for (int c = 1; c < classes; c++) most = larger(load(logits + size_t(c) * rows), most);
  Vec sum = all(0);
  for (int c = 0; c < classes; c++) {
    const Vec e = exponential((load(logits + size_t(c) * rows) - most) * coldness);
    store(scratch + c * kWidth, e);
    sum += e;
  }
  const Vec share = weight / sum;
  for (int c = 0; c < classes; c++) {
    float* at = to + size_t(c) * rows;
    store(at, load(at) + share * load(scratch + c * kWidth));
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

/// `shrink`: what weight decay leaves of a kernel; 1 for a bias.
void updateAll(Net& net, int parameter, int lane, float rate, float shrink, const float* gradient) {
  const int size = padded(net.sizeOf(parameter));
  float* w = net.of(0, parameter, lane);
  float* first = net.tensors() > 1 ? net.of(1, parameter, lane) : nullptr;
  float* second = net.tensors() > 2 ? net.of(2, parameter, lane) : nullptr;
  for (int k = 0; k < size; k += kWidth)
    store(w + k, updated(net.optimizer, net.momentum, all(rate), load(w + k) * shrink, load(gradient + k), first + k, second + k));
}

struct Scratch {
  std::vector<float> activations, gradients, turned, kernel, bias, softmax, rates, shrinks;
  std::vector<float*> outputs, dSums;
};

/// Backward through all layers but the first kernel; leaves the gradient on the first layer's sums in dSums[0].
/// False where the loss was not finite.
bool backward(Net& net, int lane, const Batch& batch, float rate, float shrink, Scratch& scratch) {
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

Scratch scratchFor(const Net& net, int rows) {
  Scratch scratch;
  int widest = 0, units = 0, kernel = 0;
  for (int layer = 0; layer < net.layers(); layer++) {
    units += net.sizes[layer + 1];
    widest = std::max(widest, net.sizes[layer + 1]);
    if (layer > 0) kernel = std::max(kernel, net.sizes[layer] * net.sizes[layer + 1]);
  }
  // The first layers of a block, then the upper layers of one lane.
  const size_t size = size_t(net.blockWidth + units) * rows;
  scratch.activations.assign(size, 0);
  scratch.gradients.assign(size, 0);
  scratch.turned.assign(size_t(10 * kWidth) * rows, 0);
  scratch.kernel.assign(padded(kernel), 0);
  scratch.bias.assign(padded(widest), 0);
  scratch.softmax.assign(size_t(net.sizes.back()) * kWidth, 0);
  scratch.rates.assign(net.blockWidth, 0);
  scratch.shrinks.assign(net.blockWidth, 1);
  return scratch;
}

/// Where the layers of the `place`-th lane of a block lie.
void pointTo(const Net& net, int place, int rows, std::vector<float>& memory, std::vector<float*>& layers) {
  layers.resize(net.layers());
  layers[0] = memory.data() + size_t(place) * net.sizes[1] * rows;
  float* next = memory.data() + size_t(net.blockWidth) * rows;
  for (int layer = 1; layer < net.layers(); layer++) {
    layers[layer] = next;
    next += size_t(net.sizes[layer + 1]) * rows;
  }
}

void sumsOfBlock(Net& net, int block, const Batch& batch, Scratch& scratch) {
  inVectors(net.blockWidth, [&](auto v, int from) {
    firstLayer<v.value>(net, net.firstKernel(0, block), batch, from, scratch.activations.data(), scratch.turned.data());
  });
}

void trainStep(Net& net, const Batch& batch, double rateFactor, uint8_t* diverged) {
  net.steps++;
  const double correction = net.optimizer == kAdam ? std::sqrt(1 - std::pow(0.999, net.steps)) / (1 - std::pow(0.9, net.steps)) : 1;
  Scratch scratch = scratchFor(net, batch.rows);
  const int count = int(net.lanes.size());
  for (int block = 0; block < net.blocks(); block++) {
    sumsOfBlock(net, block, batch, scratch);
    for (int place = 0; place < net.blockLanes && block * net.blockLanes + place < count; place++) {
      const int index = block * net.blockLanes + place;
      const Lane& lane = net.lanes[index];
      pointTo(net, place, batch.rows, scratch.activations, scratch.outputs);
      pointTo(net, place, batch.rows, scratch.gradients, scratch.dSums);
      const float rate = float(lane.learningRate * rateFactor * correction);
      const float shrink = float(1 - lane.learningRate * rateFactor * lane.weightDecay);
      for (int unit = 0; unit < net.sizes[1]; unit++) {
        scratch.rates[place * net.sizes[1] + unit] = rate;
        scratch.shrinks[place * net.sizes[1] + unit] = shrink;
      }
      forward(net, index, batch.rows, scratch.outputs);
      lossGradient(lane, batch, net.sizes.back(), scratch.outputs.back(), scratch.dSums.back(), scratch.softmax.data());
      diverged[index] = !backward(net, index, batch, rate, shrink, scratch);
    }
    inVectors(net.blockWidth, [&](auto v, int from) {
      updateFirst<v.value>(net, block, batch, from, scratch.gradients.data(), scratch.rates.data(), scratch.shrinks.data(),
                           scratch.turned.data());
    });
  }
}

/// out: [lanes][rows][classes]
void predict(Net& net, const Batch& batch, float* out) {
  Scratch scratch = scratchFor(net, batch.rows);
  const int count = int(net.lanes.size()), classes = net.sizes.back();
  for (int block = 0; block < net.blocks(); block++) {
    sumsOfBlock(net, block, batch, scratch);
    for (int place = 0; place < net.blockLanes && block * net.blockLanes + place < count; place++) {
      const int lane = block * net.blockLanes + place;
      pointTo(net, place, batch.rows, scratch.activations, scratch.outputs);
      forward(net, lane, batch.rows, scratch.outputs);
      for (int row = 0; row < batch.rows; row++)
        for (int c = 0; c < classes; c++)
          out[(size_t(lane) * batch.rows + row) * classes + c] = scratch.outputs.back()[size_t(c) * batch.rows + row];
    }
  }
}

// From here on: Node-API. Arguments are made by kernel-stack.ts alone, which passes what these functions expect.

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

/// create(shape: Int32Array [activation, optimizer, ...sizes], lanes: Float64Array, momentum, steps, values, slots)
napi_value create(napi_env env, napi_callback_info info) {
  napi_value a[6];
  argumentsOf(env, info, a);
  size_t shapeLength = 0, lanesLength = 0, slotsLength = 0;
  const int32_t* shape = dataOf<int32_t>(env, a[0], &shapeLength);
  const double* lanes = dataOf<double>(env, a[1], &lanesLength);
  float* values = dataOf<float>(env, a[4]);
  float* slots = dataOf<float>(env, a[5], &slotsLength);
  Net* net = new Net();
  net->activation = shape[0];
  net->optimizer = shape[1];
  net->sizes.assign(shape + 2, shape + shapeLength);
  net->momentum = float(numberOf(env, a[2]));
  net->steps = int(numberOf(env, a[3]));
  for (const double* of = lanes; of < lanes + lanesLength; of += 5) {
    const double temperature = of[0], alpha = of[1], smoothing = of[2];
    net->lanes.push_back({float(temperature), float(1 - alpha), float(alpha * temperature), float((1 - alpha) * (1 - smoothing)),
                          float((1 - alpha) * smoothing / net->sizes.back()), of[3], of[4]});
  }
  net->allocate();
  const auto in = [](float* to, const float* from, int length) { std::memcpy(to, from, sizeof(float) * length); };
  net->eachRun(0, values, in);
  for (int t = 1; t < net->tensors() && slotsLength > 0; t++) net->eachRun(t, slots + (t - 1) * net->flatSize(), in);
  napi_value external;
  napi_create_external(env, net, [](napi_env, void* data, void*) { delete static_cast<Net*>(data); }, nullptr, &external);
  return external;
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

/// logits(net, features, out: Float32Array [lanes, rows, classes])
napi_value logits(napi_env env, napi_callback_info info) {
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
      {"step", nullptr, safely<step>, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"logits", nullptr, safely<logits>, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"read", nullptr, safely<read>, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"release", nullptr, release, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
  };
  napi_define_properties(env, exports, 5, functions);
  return exports;
}
