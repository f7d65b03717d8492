// Reads fields and remembers the first that is wrong.
//
// After a failure every call still returns something of its type, without meaning, so
// that decoding a message is one expression; ask ok() before using it. One thread.
#ifndef PLENARY_CORE_WIRE_READER_H_
#define PLENARY_CORE_WIRE_READER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/wire/bounds.h"
#include "core/wire/enums.h"
#include "core/wire/text.h"

namespace plenary::wire {

class Reader {
 public:
  bool ok() const { return !error_; }
  // The value if every field was right, else the first failure.
  template <class T>
  Result<T> Finish(T value) && {
    if (error_) return std::unexpected(*std::move(error_));
    return value;
  }

  // Field names live as long as the reader: they are literals. An empty name stands for
  // the element of a list that is being read.
  void Refuse(const char* field, std::string_view reason);

  template <class IdT>
  IdT Id(const char* field, std::string_view bytes) {  // not zero
    return ReadId<IdT>(field, bytes, true);
  }
  template <class IdT>
  std::optional<IdT> MaybeId(const char* field, std::string_view bytes) {  // empty: none
    if (bytes.empty()) return std::nullopt;
    return Id<IdT>(field, bytes);
  }
  // Of zeros, too: nothing is wrong with such a hash.
  Digest Hash(const char* field, std::string_view bytes) {
    return ReadId<Digest>(field, bytes, false);
  }

  template <class Enum>
  Enum Kind(const char* field, std::uint32_t number) {
    static_assert(static_cast<std::uint32_t>(kLast<Enum>) != 0, "core/wire/enums.h misses it");
    if (!IsKnown(field, number, static_cast<std::uint32_t>(kLast<Enum>))) return kLast<Enum>;
    return static_cast<Enum>(number);
  }

  Bytes Raw(const char* field, std::string_view bytes, Bounds size);
  std::uint32_t Number(const char* field, std::uint32_t number, Bounds bounds);
  std::uint64_t Number64(const char* field, std::uint64_t number, Bounds bounds);
  CivilDate Date(const char* field, std::string_view iso);
  std::string Text(const char* field, std::string_view text, TextForm form);

  // What `read` returns, its fields being those of the message in `field`.
  template <class Read>
  auto In(const char* field, Read read) {
    const Scope scope(*this, field, kNoIndex);
    return read();
  }

  // What `read` makes of each element. Too few or too many: none is read.
  template <class List, class Read>
  auto Each(const char* field, const List& list, Bounds count, Read read) {
    std::vector<std::decay_t<decltype(read(*list.begin()))>> out;
    if (!IsCount(field, static_cast<std::size_t>(list.size()), count)) return out;
    out.reserve(static_cast<std::size_t>(list.size()));
    for (const auto& element : list) {
      const Scope scope(*this, field, out.size());
      out.push_back(read(element));
      if (!ok()) break;
    }
    return out;
  }

  // The values, if each is above the one before.
  template <class T, class Projection = std::identity>
  std::vector<T> Ascending(const char* field, std::vector<T> values, Projection by = {}) {
    for (std::size_t i = 1; i < values.size(); ++i) {
      if (std::invoke(by, values[i - 1]) < std::invoke(by, values[i])) continue;
      const Scope scope(*this, field, i);
      Refuse("", "not ascending");
      break;
    }
    return values;
  }

  // The values, if none is there twice.
  template <class T>
  std::vector<T> Distinct(const char* field, std::vector<T> values) {
    std::set<T> known;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (known.insert(values[i]).second) continue;
      const Scope scope(*this, field, i);
      Refuse("", "there already");
      break;
    }
    return values;
  }

 private:
  static constexpr std::size_t kNoIndex = static_cast<std::size_t>(-1);
  struct Step {
    const char* field;
    std::size_t index;
  };
  class Scope {
   public:
    Scope(Reader& reader, const char* field, std::size_t index) : reader_(reader) {
      reader_.path_.push_back({field, index});
    }
    ~Scope() { reader_.path_.pop_back(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Reader& reader_;
  };

  template <class IdT>
  IdT ReadId(const char* field, std::string_view bytes, bool not_zero) {
    if (!IsSize(field, bytes.size(), {IdT::kSize, IdT::kSize})) return {};
    const IdT id = *IdT::From(AsBytes(bytes));
    if (not_zero && id.IsZero()) Refuse(field, "zero");
    return id;
  }

  bool IsKnown(const char* field, std::uint32_t number, std::uint32_t last);
  bool IsSize(const char* field, std::size_t size, Bounds bounds);
  bool IsCount(const char* field, std::size_t count, Bounds bounds);

  std::vector<Step> path_;
  std::optional<Error> error_;
};

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_READER_H_
