#include <ostream>

#include "server/commands/commands.h"
#include "server/node.h"
#include "server/system.h"

namespace plenary::server {

Result<void> RunInit(const InitOptions& options, const Console& console) {
  const auto names = ParseNames(options.names);
  if (!names) return std::unexpected(names.error());
  const auto suite = crypto::ParseSuite(options.suite);
  if (!suite) return std::unexpected(suite.error());
  if (options.listen.rfind(':') == std::string::npos) {
    return Fail(ErrorCode::kInvalidArgument, "--listen must be address:port, as in [::]:7420");
  }
  PLENARY_TRY(InitNode({options.data, options.listen, *names, *suite}, SystemClock()));
  console.out << console.say("This node is ready: ", "本节点已就绪：") << options.data.string()
              << '\n'
              << console.say(
                     "Take this file to the first secretary's machine for `plenary committee "
                     "found`: ",
                     "请将此文件带到首任秘书的电脑上，供 plenary committee found 使用：")
              << (options.data / "node.json").string() << '\n'
              << console.say("Then: plenaryd import --data ", "然后：plenaryd import --data ")
              << options.data.string() << console.say(" FOUNDING_FILE\n", " 创立文件\n");
  return {};
}

}  // namespace plenary::server
