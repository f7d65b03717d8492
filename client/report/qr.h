// QR codes (ISO/IEC 18004) on terminals. Pure; any thread.
#ifndef PLENARY_CLIENT_REPORT_QR_H_
#define PLENARY_CLIENT_REPORT_QR_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plenary::report {

inline constexpr std::size_t kQuietZone = 4;  // light modules on every side, as the standard asks

class QrCode {
 public:
  // Of text without NUL; at error correction level M, in the smallest version that holds it.
  // None if none does: above some 2,300 bytes.
  static std::optional<QrCode> Make(std::string_view text);

  std::size_t width() const { return width_; }  // modules, without the quiet zone
  // Column, row; counted with the quiet zone, whose modules, and all beyond it, are light.
  bool IsDark(std::size_t x, std::size_t y) const;

 private:
  QrCode(std::size_t width, std::vector<bool> dark) : width_(width), dark_(std::move(dark)) {}

  std::size_t width_;
  std::vector<bool> dark_;  // by rows
};

// With its quiet zone, two modules a character, one above the other, in half blocks: black on
// white whatever the terminal's colours are. Each line ends with these reset, and a line feed.
std::string TerminalText(const QrCode& code);

}  // namespace plenary::report

#endif  // PLENARY_CLIENT_REPORT_QR_H_
