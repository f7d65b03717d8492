#include "client/cli/online/home.h"

#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <ostream>
#include <utility>

#include "client/actions/files.h"
#include "client/link/files.h"

namespace plenary::cli {
namespace {

namespace fs = std::filesystem;
using Passphrase = std::optional<crypto::SecretBytes>;

constexpr std::size_t kMaxPassphrase = 1'000;  // bytes

// The terminal without echo while it lives.
class Unseen {
 public:
  Unseen() {
    is_terminal_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!is_terminal_) return;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  ~Unseen() {
    if (is_terminal_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  termios before_{};
  bool is_terminal_ = false;
};

// Up to a line feed, which is left out, or the end.
crypto::SecretBytes ReadLine() {
  crypto::SecretBytes line(kMaxPassphrase);
  std::size_t size = 0;
  char next = 0;
  while (size < line.size() && ::read(STDIN_FILENO, &next, 1) == 1 && next != '\n') {
    line.span()[size++] = static_cast<Byte>(next);
  }
  return crypto::SecretBytes::CopyOf(line.view().first(size));
}

crypto::SecretBytes AskOnce(const Context& context, text::Text question) {
  context.err << context.Say(question) << std::flush;
  const Unseen unseen;
  auto line = ReadLine();
  context.err << '\n';
  return line;
}

std::unexpected<Complaint> ComplainPassphrase(const Context& context, text::Text sentence) {
  return std::unexpected(Complaint{Exit::kRefused, "passphrase", context.Say(sentence)});
}

constexpr text::Text kWrong = {
    "口令不对，没有改动任何内容；请核对口令和 --home。",
    "The passphrase is wrong. Nothing was changed; check the passphrase and --home."};
constexpr text::Text kOpenToOthers = {
    "他人可以读取密钥库的文件夹，没有打开它：请先执行 chmod 700，并考虑更换密钥。",
    "Others can read the key store's folder, and it was not opened: run chmod 700 on it first, "
    "and think of a new key."};
constexpr text::Text kNeeded = {
    "密钥库有口令，而这里没有终端可以询问：请用 --passphrase-file 指定口令文件。",
    "The key store has a passphrase and there is no terminal to ask for it: name a file with "
    "--passphrase-file."};

constexpr text::Text kNoWayToAsk = {
    "新的密钥库需要口令，而这里没有终端可以询问：请用 --passphrase-file 指定口令文件，"
    "或以 --unattended 不设口令。",
    "A new key store needs a passphrase and there is no terminal to ask for it: name a file with "
    "--passphrase-file, or do without one by --unattended."};

std::unexpected<Complaint> ComplainStore(const Context& context, const Error& error,
                                         const fs::path& folder) {
  auto complaint = Complain(context, error).error();
  const std::string where = folder.string();
  if (error.code == ErrorCode::kNotFound) {
    complaint.message = context.Say(
        {"{0} 里没有密钥库：请核对 --home，或先执行 plenary key new 或 plenary enrol。",
         "There is no key store in {0}: check --home, or run plenary key new or plenary enrol "
         "first."},
        {where});
  } else if (error.code == ErrorCode::kConflict) {
    complaint.code = "in-use";
    complaint.message = context.Say(
        {"另一个程序正在使用密钥库 {0}：请等它结束后再试。没有改动任何内容。"
         "如是 plenary hold 在用，请先按 Ctrl-C 结束它，密钥份额不会丢失。",
         "Another program is using the key store in {0}: wait until it has ended and try again. "
         "Nothing was changed. If plenary hold uses it, end that with Ctrl-C first: the share is "
         "not lost."},
        {where});
  } else if (error.code == ErrorCode::kAlreadyExists) {
    complaint.message = context.Say(
        {"{0} 已有密钥库或其他文件，没有改动任何内容：请用 --home 指定一个空的文件夹。",
         "{0} has a key store or other files already and nothing was changed: name an empty "
         "folder with --home."},
        {where});
  }
  return std::unexpected(std::move(complaint));
}

}  // namespace

void AddHomeOptions(CLI::App& command, const Context& context, HomeOptions& options) {
  command
      .add_option("--home", options.home,
                  context.Say({"密钥库所在文件夹（默认 $PLENARY_HOME，再默认 "
                               "~/.local/share/plenary）",
                               "Folder of the key store ($PLENARY_HOME, or else "
                               "~/.local/share/plenary)"}))
      ->type_name("DIR");
  command
      .add_option("--passphrase-file", options.passphrase_file,
                  context.Say({"首行为口令的文件（默认 $PLENARY_PASSPHRASE_FILE）",
                               "File whose first line is the passphrase "
                               "($PLENARY_PASSPHRASE_FILE)"}))
      ->type_name("FILE");
}

Result<fs::path, Complaint> HomeFolder(const Context& context, const HomeOptions& options) {
  if (!options.home.empty()) return fs::path(options.home);
  if (const auto named = context.environment("PLENARY_HOME"); named && !named->empty()) {
    return fs::path(*named);
  }
  if (const auto data = context.environment("XDG_DATA_HOME"); data && !data->empty()) {
    return fs::path(*data) / "plenary";
  }
  if (const auto home = context.environment("HOME"); home && !home->empty()) {
    return fs::path(*home) / ".local" / "share" / "plenary";
  }
  return ComplainUsage(context.Say({"没有指明密钥库：请用 --home 或 PLENARY_HOME。",
                                    "Nothing says where the key store is: use --home or "
                                    "PLENARY_HOME."}));
}

Result<Passphrase, Complaint> FilePassphrase(const Context& context, const HomeOptions& options) {
  std::string file = options.passphrase_file;
  if (file.empty()) file = context.environment("PLENARY_PASSPHRASE_FILE").value_or("");
  if (file.empty()) return Passphrase{};
  auto bytes = actions::ReadFile(file, kMaxPassphrase);
  if (!bytes) return Complain(context, bytes.error());
  const auto whole = crypto::SecretBytes::CopyOf(*bytes);
  const std::string_view line = whole.text().substr(0, whole.text().find_first_of("\r\n"));
  std::fill(bytes->begin(), bytes->end(), Byte{0});
  if (line.empty()) {
    return ComplainPassphrase(
        context, {"口令文件的首行是空的。", "The first line of the passphrase file is empty."});
  }
  return Passphrase(crypto::SecretBytes::CopyOf(AsBytes(line)));
}

Result<Passphrase, Complaint> AskPassphrase(const Context& context, bool twice) {
  if (::isatty(STDIN_FILENO) != 1) return Passphrase{};
  auto first = AskOnce(context, {"口令：", "Passphrase: "});
  if (!twice) return Passphrase(std::move(first));
  if (first.empty()) {
    return ComplainPassphrase(context, {"口令不能为空。", "A passphrase cannot be empty."});
  }
  const auto second = AskOnce(context, {"再输入一次：", "Once more: "});
  if (first.text() != second.text()) {
    return ComplainPassphrase(context, {"两次输入的口令不同。", "The two passphrases differ."});
  }
  return Passphrase(std::move(first));
}

Result<std::unique_ptr<link::KeyStore>, Complaint> OpenStore(const Context& context,
                                                             const HomeOptions& options) {
  using Opened = Result<std::unique_ptr<link::KeyStore>>;
  const auto folder = HomeFolder(context, options);
  if (!folder) return std::unexpected(folder.error());
  const auto safe = link::CheckPrivateFolder(*folder);
  if (!safe && safe.error().code == ErrorCode::kPermissionDenied) {
    return ComplainPassphrase(context, kOpenToOthers);
  }
  auto passphrase = FilePassphrase(context, options);
  if (!passphrase) return std::unexpected(passphrase.error());
  const auto open = [&]() -> Opened {
    const bool has = passphrase->has_value();
    return link::KeyStore::Open(*folder, has ? std::optional((*passphrase)->text()) : std::nullopt);
  };
  Opened store = open();
  const auto is_shut = [&] { return !store && store.error().code == ErrorCode::kPermissionDenied; };
  if (is_shut() && !*passphrase) {
    passphrase = AskPassphrase(context, false);
    if (!passphrase) return std::unexpected(passphrase.error());
    if (!*passphrase) return ComplainPassphrase(context, kNeeded);
    store = open();
  }
  if (is_shut()) return ComplainPassphrase(context, kWrong);
  if (!store) return ComplainStore(context, store.error(), *folder);
  return std::move(*store);
}

Result<std::unique_ptr<link::KeyStore>, Complaint> MakeStore(const Context& context,
                                                             const HomeOptions& options,
                                                             const NewStore& terms) {
  const auto folder = HomeFolder(context, options);
  if (!folder) return std::unexpected(folder.error());
  Passphrase passphrase;
  if (!terms.is_unattended) {
    auto chosen = FilePassphrase(context, options);
    if (chosen && !*chosen) chosen = AskPassphrase(context, true);
    if (!chosen) return std::unexpected(chosen.error());
    if (!*chosen) return ComplainPassphrase(context, kNoWayToAsk);
    passphrase = std::move(*chosen);
  }
  std::error_code failed;
  fs::create_directories(folder->parent_path(), failed);  // else Create says why not
  auto store =
      link::KeyStore::Create(*folder, passphrase ? std::optional(passphrase->text()) : std::nullopt,
                             {.suite = terms.suite});
  if (!store) return ComplainStore(context, store.error(), *folder);
  return std::move(*store);
}

}  // namespace plenary::cli
