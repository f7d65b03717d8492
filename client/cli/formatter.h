// Help in the person's language, in columns that hold for Chinese characters too.
#ifndef PLENARY_CLIENT_CLI_FORMATTER_H_
#define PLENARY_CLIENT_CLI_FORMATTER_H_

#include <CLI/CLI.hpp>
#include <string>

#include "client/text/language.h"

namespace plenary::cli {

class HelpFormatter : public CLI::FormatterBase {
 public:
  explicit HelpFormatter(text::Language language) : language_(language) {}

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;

 private:
  text::Language language_;
};

// "plenary poll open": the command as it is called.
std::string CallOf(const CLI::App& command);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_FORMATTER_H_
