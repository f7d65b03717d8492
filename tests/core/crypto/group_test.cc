// Arithmetic of our own against OpenSSL's and against published multiples.
#include "core/crypto/group.h"

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/crypto/hash.h"
#include "tests/core/crypto/fixtures.h"

namespace plenary::crypto {
namespace {

using nlohmann::json;
template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* p) const {
    Free(p);
  }
};
using BignumPtr = std::unique_ptr<BIGNUM, Deleter<BN_free>>;
using CtxPtr = std::unique_ptr<BN_CTX, Deleter<BN_CTX_free>>;
using GroupPtr = std::unique_ptr<EC_GROUP, Deleter<EC_GROUP_free>>;
using PointPtr = std::unique_ptr<EC_POINT, Deleter<EC_POINT_free>>;

std::string Label(const testing::TestParamInfo<Suite>& row) {
  return std::string(SuiteName(row.param));
}

class Groups : public testing::TestWithParam<Suite> {
 protected:
  Groups()
      : ossl_(EC_GROUP_new_by_curve_name(GetParam() == Suite::kSm2 ? NID_sm2
                                                                   : NID_X9_62_prime256v1)) {}

  Scalar Random(std::uint64_t number) const {
    Bytes seed;
    PutU64(seed, number);
    return group_.HashToScalar("test", {seed});
  }
  Point RandomPoint(std::uint64_t number) const {
    return group_.MultiplyGenerator(group_.Conceal(Random(number)));
  }
  PointPtr ToOssl(const Point& point) const {
    PointPtr out(EC_POINT_new(ossl_.get()));
    if (point.IsInfinity()) {
      EXPECT_EQ(EC_POINT_set_to_infinity(ossl_.get(), out.get()), 1);
    } else {
      const auto bytes = group_.Encode(point);
      EXPECT_EQ(EC_POINT_oct2point(ossl_.get(), out.get(), bytes.data(), bytes.size(), nullptr), 1);
    }
    return out;
  }
  // The sum of scalar times point as OpenSSL has it.
  PointPtr Slowly(const std::vector<Term>& terms) const {
    PointPtr sum(EC_POINT_new(ossl_.get()));
    EXPECT_EQ(EC_POINT_set_to_infinity(ossl_.get(), sum.get()), 1);
    for (const Term& term : terms) {
      const auto bytes = group_.Encode(term.scalar);
      const BignumPtr k(BN_bin2bn(bytes.data(), kScalarSize, nullptr));
      PointPtr product(EC_POINT_new(ossl_.get()));
      EXPECT_EQ(EC_POINT_mul(ossl_.get(), product.get(), nullptr, ToOssl(term.point).get(), k.get(),
                             nullptr),
                1);
      EXPECT_EQ(EC_POINT_add(ossl_.get(), sum.get(), sum.get(), product.get(), nullptr), 1);
    }
    return sum;
  }
  void ExpectSame(const Point& point, const PointPtr& want) const {
    EXPECT_EQ(EC_POINT_cmp(ossl_.get(), ToOssl(point).get(), want.get(), nullptr), 0);
  }

  Group group_{GetParam()};
  GroupPtr ossl_;
};
INSTANTIATE_TEST_SUITE_P(Suites, Groups, testing::Values(Suite::kP256, Suite::kSm2), Label);

TEST_P(Groups, HaveThePublishedMultiples) {
  const json all = ReadVectors("groups.json");
  const json& cases = all[std::string(SuiteName(GetParam()))]["multiples"];
  ASSERT_GE(cases.size(), 2u);
  for (const json& c : cases) {
    const auto scalar = group_.DecodeScalar(Unhex(c["k"]));
    const auto base = c.contains("base") ? group_.DecodePoint(Unhex(c["base"]))
                                         : Result<Point>(group_.Generator());
    const auto want = group_.DecodePoint(Unhex(c["point"]));
    ASSERT_TRUE(scalar && base && want) << c;
    EXPECT_EQ(group_.Multiply(group_.Conceal(*scalar), *base), *want) << c;
    EXPECT_EQ(group_.SumOfProducts(std::vector<Term>{{*scalar, *base}}), *want) << c;
    EXPECT_EQ(ToHex(group_.Encode(*want)), c["point"].get<std::string>());
    if (!c.contains("base")) {
      EXPECT_EQ(group_.MultiplyGenerator(group_.Conceal(*scalar)), *want) << c;
    }
  }
}

TEST_P(Groups, RefuseWhatIsNoPoint) {
  const auto good = group_.Encode(group_.Generator());
  ASSERT_TRUE(group_.DecodePoint(good));
  EXPECT_FALSE(group_.DecodePoint({}));
  EXPECT_FALSE(group_.DecodePoint(Bytes{0}));           // SEC 1's infinity
  EXPECT_FALSE(group_.DecodePoint(Bytes(kPointSize)));  // ours
  EXPECT_FALSE(group_.DecodePoint(ByteView(good).first(64)));
  EXPECT_FALSE(group_.DecodePoint(ByteView(good).subspan(1)));
  Bytes longer = ToBytes(good);
  longer.push_back(0);
  EXPECT_FALSE(group_.DecodePoint(longer));
  for (const Byte form : {Byte{0}, Byte{2}, Byte{3}, Byte{5}, Byte{6}, Byte{7}}) {
    Bytes other = ToBytes(good);
    other[0] = form;
    EXPECT_FALSE(group_.DecodePoint(other)) << int{form};
  }
  for (std::size_t bit = 8; bit < 8 * kPointSize; ++bit) {
    Bytes flipped = ToBytes(good);
    flipped[bit / 8] = static_cast<Byte>(flipped[bit / 8] ^ 1u << bit % 8);
    EXPECT_FALSE(group_.DecodePoint(flipped)) << bit;
  }
  Bytes infinity(kPointSize);
  infinity[0] = 4;
  EXPECT_FALSE(group_.DecodePoint(infinity));
  const Group other(GetParam() == Suite::kSm2 ? Suite::kP256 : Suite::kSm2);
  EXPECT_FALSE(group_.DecodePoint(other.Encode(other.Generator())));
}

// A coordinate x + p, where it fits into 32 bytes, would be a second encoding of x.
TEST_P(Groups, RefuseCoordinatesThatAreNotReduced) {
  const json all = ReadVectors("groups.json");
  const json& c = all[std::string(SuiteName(GetParam()))]["small_x"];
  ASSERT_TRUE(group_.DecodePoint(Unhex(c["point"])));
  EXPECT_FALSE(group_.DecodePoint(Unhex(c["not_reduced"])));
}

TEST_P(Groups, RefuseWhatIsNoScalar) {
  const json all = ReadVectors("groups.json");
  Bytes order = Unhex(all[std::string(SuiteName(GetParam()))]["order"]);
  EXPECT_FALSE(group_.DecodeScalar(order));
  EXPECT_FALSE(group_.DecodeSecret(order));
  EXPECT_FALSE(group_.DecodeScalar(Bytes(32, 0xff)));
  EXPECT_FALSE(group_.DecodeScalar(Bytes(31)));
  EXPECT_FALSE(group_.DecodeScalar(Bytes(33)));
  order.back() = static_cast<Byte>(order.back() - 1);
  const auto last = group_.DecodeScalar(order);
  ASSERT_TRUE(last);
  EXPECT_EQ(group_.Add(*last, group_.Integer(1)), Scalar{});
  EXPECT_EQ(group_.SumOfProducts(std::vector<Term>{{*last, group_.Generator()}}),
            group_.Negate(group_.Generator()));
}

TEST_P(Groups, SumProductsAsOpenSslDoes) {
  std::vector<Term> terms;
  for (std::uint64_t i = 0; i < 40; ++i) terms.push_back({Random(i), RandomPoint(100 + i)});
  for (const std::ptrdiff_t size : {1, 2, 3, 7, 40}) {
    const std::vector<Term> some(terms.begin(), terms.begin() + size);
    ExpectSame(group_.SumOfProducts(some), Slowly(some));
  }
}

// Everything that can go wrong in a bucket: the same point twice, opposite points, infinity,
// zero, digits at their limits.
TEST_P(Groups, SumProductsInTheCorners) {
  const Point p = RandomPoint(1);
  const Scalar minus_one = group_.Subtract({}, group_.Integer(1));
  const Scalar high = group_.Multiply(group_.Integer(1ull << 63), group_.Integer(1ull << 63));
  const std::vector<std::vector<Term>> cases = {
      {},
      {{{}, p}},
      {{group_.Integer(1), {}}},
      {{group_.Integer(5), p}, {group_.Integer(5), p}},
      {{group_.Integer(5), p}, {group_.Integer(5), group_.Negate(p)}},
      {{group_.Integer(5), p}, {group_.Integer(5), p}, {group_.Integer(5), group_.Negate(p)}},
      {{minus_one, p}, {group_.Integer(1), p}},
      {{minus_one, p}, {minus_one, p}, {group_.Integer(2), p}},
      {{high, p}, {group_.Integer(~0ull), p}, {group_.Integer(0x8080808080808080), p}},
      {{group_.Integer(3), p}, {group_.Integer(1), group_.Add(p, group_.Add(p, p))}},
  };
  for (const auto& terms : cases) ExpectSame(group_.SumOfProducts(terms), Slowly(terms));
  for (std::uint64_t k = 0; k < 300; ++k) {
    const std::vector<Term> one = {{group_.Integer(k), p}};
    ExpectSame(group_.SumOfProducts(one), Slowly(one));
  }
}

// Many terms are worked off in several rounds; sum_i (i + 1) (i + 1) G has a closed form.
TEST_P(Groups, SumManyProducts) {
  constexpr std::uint64_t kCount = 700;
  std::vector<Term> terms;
  Point point = group_.Generator();
  std::uint64_t sum = 0;
  for (std::uint64_t i = 1; i <= kCount; ++i) {
    const Scalar big = group_.Multiply(group_.Integer(i), Random(7));
    terms.push_back({i % 2 == 0 ? big : group_.Subtract({}, big), point});
    sum += i % 2 == 0 ? i * i : 0 - i * i;
    point = group_.Add(point, group_.Generator());
  }
  const std::vector<Term> want = {
      {group_.Multiply(group_.Integer(sum), Random(7)), group_.Generator()}};
  EXPECT_EQ(group_.SumOfProducts(terms), group_.SumOfProducts(want));
}

TEST_P(Groups, AddRunsOfPoints) {
  const Point p = RandomPoint(3);
  const Point q = RandomPoint(4);
  const auto sums = group_.SumRuns({p, q, p, p, group_.Negate(p), p, q, {}}, {0, 3, 2, 1, 2});
  ASSERT_EQ(sums.size(), 5u);
  EXPECT_TRUE(sums[0].IsInfinity());
  EXPECT_EQ(sums[1], group_.SumOfProducts(
                         std::vector<Term>{{group_.Integer(2), p}, {group_.Integer(1), q}}));
  EXPECT_TRUE(sums[2].IsInfinity());
  EXPECT_EQ(sums[3], p);
  EXPECT_EQ(sums[4], q);
  EXPECT_EQ(group_.Sum(std::vector<Point>{p, q}), group_.Add(q, p));
}

TEST_P(Groups, CalculateModuloTheOrder) {
  const Bytes order =
      Unhex(ReadVectors("groups.json")[std::string(SuiteName(GetParam()))]["order"]);
  const BignumPtr q(BN_bin2bn(order.data(), 32, nullptr));
  const CtxPtr ctx(BN_CTX_new());
  const BignumPtr want(BN_new());
  const auto bignum = [&](const Scalar& s) {
    return BignumPtr(BN_bin2bn(group_.Encode(s).data(), 32, nullptr));
  };
  const auto expect = [&](const Scalar& got) {
    EXPECT_EQ(BN_cmp(bignum(got).get(), want.get()), 0);
  };
  std::vector<Scalar> numbers = {
      {}, group_.Integer(1), group_.Integer(~0ull), group_.Subtract({}, group_.Integer(1))};
  for (std::uint64_t i = 0; i < 20; ++i) numbers.push_back(Random(i));
  for (const Scalar& a : numbers) {
    for (const Scalar& b : numbers) {
      BN_mod_add(want.get(), bignum(a).get(), bignum(b).get(), q.get(), ctx.get());
      expect(group_.Add(a, b));
      BN_mod_sub(want.get(), bignum(a).get(), bignum(b).get(), q.get(), ctx.get());
      expect(group_.Subtract(a, b));
      BN_mod_mul(want.get(), bignum(a).get(), bignum(b).get(), q.get(), ctx.get());
      expect(group_.Multiply(a, b));
      BN_mod_add(want.get(), want.get(), bignum(b).get(), q.get(), ctx.get());
      expect(group_.Reveal(
          group_.MultiplyAdd(group_.Conceal(a), group_.Conceal(b), group_.Conceal(b))));
    }
    if (a != Scalar{}) {
      EXPECT_EQ(group_.Multiply(a, group_.Invert(a)), group_.Integer(1));
    }
  }
}

TEST_P(Groups, HashToTheSameScalarInSecret) {
  for (Byte i = 0; i < 50; ++i) {
    const Bytes field = {i};
    const Scalar open = group_.HashToScalar("plenary/v1/test", {field, field});
    EXPECT_EQ(group_.Reveal(group_.HashToSecret("plenary/v1/test", {field, field})), open);
    // The two halves as the document has them, reduced by OpenSSL.
    Bytes wide;
    for (const Byte number : {Byte{1}, Byte{2}}) {
      const Bytes first = {number};
      PutRaw(wide, HashTagged(GetParam(), "plenary/v1/test", {first, field, field}).view());
    }
    const Bytes order =
        Unhex(ReadVectors("groups.json")[std::string(SuiteName(GetParam()))]["order"]);
    const BignumPtr q(BN_bin2bn(order.data(), 32, nullptr));
    const BignumPtr number(BN_bin2bn(wide.data(), 64, nullptr));
    const CtxPtr ctx(BN_CTX_new());
    BN_nnmod(number.get(), number.get(), q.get(), ctx.get());
    Bytes want(32);
    BN_bn2binpad(number.get(), want.data(), 32);
    EXPECT_EQ(ToHex(group_.Encode(open)), ToHex(want));
  }
}

TEST_P(Groups, MultiplySecretsByZero) {
  EXPECT_TRUE(group_.MultiplyGenerator(SecretScalar()).IsInfinity());
  EXPECT_TRUE(group_.Multiply(SecretScalar(), group_.Generator()).IsInfinity());
  EXPECT_TRUE(group_.Multiply(group_.Conceal(Random(1)), {}).IsInfinity());
  const SecretBytes kept = group_.EncodeSecret(group_.Conceal(Random(1)));
  EXPECT_EQ(group_.Reveal(*group_.DecodeSecret(kept.view())), Random(1));
}

}  // namespace
}  // namespace plenary::crypto
