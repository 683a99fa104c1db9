// Sixteen floats, one for each of sixteen rows, and what is done with them.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>

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

}  // namespace
