#include "client/report/qr.h"

#include <qrencode.h>

#include <memory>
#include <utility>

namespace plenary::report {
namespace {

constexpr std::string_view kBlackOnWhite = "\x1b[38;5;16;48;5;231m";
constexpr std::string_view kReset = "\x1b[0m";

struct QrFree {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

std::string_view HalfBlocks(bool upper, bool lower) {
  if (upper) return lower ? "█" : "▀";
  return lower ? "▄" : " ";
}

}  // namespace

std::optional<QrCode> QrCode::Make(std::string_view text) {
  const std::unique_ptr<QRcode, QrFree> made(
      QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
  if (!made) return std::nullopt;
  const auto width = static_cast<std::size_t>(made->width);
  std::vector<bool> dark(width * width);
  for (std::size_t i = 0; i < dark.size(); ++i) dark[i] = (made->data[i] & 1) != 0;
  return QrCode(width, std::move(dark));
}

bool QrCode::IsDark(std::size_t x, std::size_t y) const {
  const bool is_quiet =
      x < kQuietZone || y < kQuietZone || x >= width_ + kQuietZone || y >= width_ + kQuietZone;
  return !is_quiet && dark_[(y - kQuietZone) * width_ + (x - kQuietZone)];
}

std::string TerminalText(const QrCode& code) {
  const std::size_t width = code.width() + 2 * kQuietZone;
  std::string text;
  for (std::size_t y = 0; y < width; y += 2) {
    text += kBlackOnWhite;
    for (std::size_t x = 0; x < width; ++x) {
      text += HalfBlocks(code.IsDark(x, y), code.IsDark(x, y + 1));
    }
    text += kReset;
    text += '\n';
  }
  return text;
}

}  // namespace plenary::report
