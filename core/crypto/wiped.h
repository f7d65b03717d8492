// Memory that is overwritten before it is given back: for what follows from secrets and is
// neither bytes (SecretBytes) nor a scalar (SecretScalar).
#ifndef PLENARY_CORE_CRYPTO_WIPED_H_
#define PLENARY_CORE_CRYPTO_WIPED_H_

#include <cstddef>
#include <memory>
#include <type_traits>
#include <vector>

namespace plenary::crypto {

void WipeMemory(void* memory, std::size_t size);

// Of a value that ends here. Copies made of it before are not reached.
template <class T>
  requires std::is_trivially_copyable_v<T>
void Wipe(T& value) {
  WipeMemory(&value, sizeof(value));
}

// All that the vector has room for.
template <class T>
  requires std::is_trivially_copyable_v<T>
void Wipe(std::vector<T>& values) {
  WipeMemory(values.data(), values.capacity() * sizeof(T));
}

template <class T>
struct WipingAllocator : std::allocator<T> {
  static_assert(std::is_trivially_copyable_v<T>);
  template <class U>
  struct rebind {
    using other = WipingAllocator<U>;
  };

  void deallocate(T* memory, std::size_t count) {
    WipeMemory(memory, count * sizeof(T));
    std::allocator<T>::deallocate(memory, count);
  }
};

// Also where it grows.
template <class T>
using Wiped = std::vector<T, WipingAllocator<T>>;

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_WIPED_H_
