// Which texts a command may carry.
#ifndef PLENARY_CORE_WIRE_TEXT_H_
#define PLENARY_CORE_WIRE_TEXT_H_

#include <cstddef>
#include <string_view>

#include "core/base/result.h"

namespace plenary::wire {

struct TextForm {
  std::size_t min;     // bytes
  std::size_t max;     // bytes
  bool lines = false;  // line feeds allowed
};

// kInvalidArgument unless `text` has the length, is UTF-8 (shortest form, no surrogates),
// begins and ends with no space of any kind, and holds no control character and none that
// is not seen itself and changes how others look. docs/protocol.md lists them.
Result<void> CheckText(std::string_view text, TextForm form);

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_TEXT_H_
