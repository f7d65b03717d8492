// Whether two values of a plain struct have the same fields, for structs without an
// operator==: no field that is added later can be forgotten.
#ifndef PLENARY_TESTS_SUPPORT_SAME_FIELDS_H_
#define PLENARY_TESTS_SUPPORT_SAME_FIELDS_H_

#include <array>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/session/command.h"

namespace plenary::testing {

namespace same_fields_internal {

struct Anything {
  template <class T>
  operator T() const;
};

template <class T, class... Fields>
constexpr std::size_t CountFields() {
  if constexpr (requires { T{Fields{}..., Anything{}}; }) {
    return CountFields<T, Fields..., Anything>();
  } else {
    return sizeof...(Fields);
  }
}

// References to the fields of a struct of up to 13.
template <class T>
auto Tie(const T& v) {
  constexpr std::size_t kCount = CountFields<T>();
  static_assert(kCount <= 13, "add a case");
  if constexpr (kCount == 0) {
    return std::tie();
  } else if constexpr (kCount == 1) {
    const auto& [a] = v;
    return std::tie(a);
  } else if constexpr (kCount == 2) {
    const auto& [a, b] = v;
    return std::tie(a, b);
  } else if constexpr (kCount == 3) {
    const auto& [a, b, c] = v;
    return std::tie(a, b, c);
  } else if constexpr (kCount == 4) {
    const auto& [a, b, c, d] = v;
    return std::tie(a, b, c, d);
  } else if constexpr (kCount == 5) {
    const auto& [a, b, c, d, e] = v;
    return std::tie(a, b, c, d, e);
  } else if constexpr (kCount == 6) {
    const auto& [a, b, c, d, e, f] = v;
    return std::tie(a, b, c, d, e, f);
  } else if constexpr (kCount == 7) {
    const auto& [a, b, c, d, e, f, g] = v;
    return std::tie(a, b, c, d, e, f, g);
  } else if constexpr (kCount == 8) {
    const auto& [a, b, c, d, e, f, g, h] = v;
    return std::tie(a, b, c, d, e, f, g, h);
  } else if constexpr (kCount == 9) {
    const auto& [a, b, c, d, e, f, g, h, i] = v;
    return std::tie(a, b, c, d, e, f, g, h, i);
  } else if constexpr (kCount == 10) {
    const auto& [a, b, c, d, e, f, g, h, i, j] = v;
    return std::tie(a, b, c, d, e, f, g, h, i, j);
  } else if constexpr (kCount == 11) {
    const auto& [a, b, c, d, e, f, g, h, i, j, k] = v;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k);
  } else if constexpr (kCount == 12) {
    const auto& [a, b, c, d, e, f, g, h, i, j, k, l] = v;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l);
  } else {
    const auto& [a, b, c, d, e, f, g, h, i, j, k, l, m] = v;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m);
  }
}

template <class T>
concept HasOwnEquality = std::is_scalar_v<T> || (std::is_class_v<T> && requires(const T& v) {
                           { v.operator==(v) } -> std::convertible_to<bool>;
                         });

}  // namespace same_fields_internal

template <class T>
bool SameFields(const T& a, const T& b);

template <class T>
bool SameFields(const std::vector<T>& a, const std::vector<T>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!SameFields(a[i], b[i])) return false;
  }
  return true;
}

template <class T, std::size_t Size>
bool SameFields(const std::array<T, Size>& a, const std::array<T, Size>& b) {
  for (std::size_t i = 0; i < Size; ++i) {
    if (!SameFields(a[i], b[i])) return false;
  }
  return true;
}

template <class... T>
bool SameFields(const std::variant<T...>& a, const std::variant<T...>& b) {
  if (a.index() != b.index()) return false;
  return std::visit(
      [&](const auto& one) {
        return SameFields(one, *std::get_if<std::decay_t<decltype(one)>>(&b));
      },
      a);
}

inline bool SameFields(const session::Body& a, const session::Body& b) {
  return SameFields(static_cast<const session::AnyBody&>(a),
                    static_cast<const session::AnyBody&>(b));
}

template <class T>
bool SameFields(const T& a, const T& b) {
  if constexpr (!std::is_aggregate_v<T> || same_fields_internal::HasOwnEquality<T>) {
    return a == b;
  } else {
    const auto fields_of_a = same_fields_internal::Tie(a);
    const auto fields_of_b = same_fields_internal::Tie(b);
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (SameFields(std::get<I>(fields_of_a), std::get<I>(fields_of_b)) && ...);
    }(std::make_index_sequence<std::tuple_size_v<decltype(fields_of_a)>>());
  }
}

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_SUPPORT_SAME_FIELDS_H_
