#include "server/program.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <ostream>

#include "server/commands/commands.h"
#include "server/version.h"

namespace plenary::server {
namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;

// The subcommands, their options, and what was chosen.
class CommandLine {
 public:
  CommandLine(Language language, std::ostream& out)
      : say_{language}, console_{out, say_}, app_("", "plenaryd") {
    app_.description(say_("The server of Plenary. Every subcommand has its own --help.",
                          "Plenary 服务器。各子命令均有 --help。"));
    app_.set_version_flag("--version", std::string("plenaryd ") + std::string(kVersion),
                          say_("Print the version", "显示版本"));
    app_.require_subcommand(1);
    app_.footer(say_("Exit codes: 0 done, 1 refused or failed, 2 wrong usage.",
                     "退出码：0 完成，1 被拒绝或失败，2 用法错误。"));
    AddInit();
    AddImport();
    AddServe();
    AddCheck();
    AddRenew();
    AddRevoke();
    if (language == Language::kChinese) SpeakChinese();
  }

  CLI::App& app() { return app_; }
  Result<void> Run() const { return chosen_(); }

 private:
  CLI::App* Add(const char* name, const std::string& description,
                std::function<Result<void>()> run) {
    CLI::App* sub = app_.add_subcommand(name, description);
    sub->callback([this, run = std::move(run)] { chosen_ = run; });
    return sub;
  }
  CLI::Option* AddData(CLI::App* sub, std::filesystem::path& data) {
    return sub->add_option("--data", data, say_("The data folder", "数据目录"));
  }

  void AddInit() {
    CLI::App* sub = Add("init", say_("Make a node's keys and certificates", "生成节点的密钥和证书"),
                        [this] { return RunInit(init_, console_); });
    AddData(sub, init_.data)->required();
    sub->add_option("--listen", init_.listen,
                    say_("Address and port for clients; port 0: the system chooses",
                         "供客户端连接的地址和端口；端口 0 表示由系统选择"))
        ->capture_default_str();
    sub->add_option("--name", init_.names,
                    say_("DNS name or IP address by which clients reach the server; may be given "
                         "several times",
                         "客户端访问服务器所用的域名或 IP 地址；可重复"))
        ->required();
    sub->add_option("--suite", init_.suite,
                    say_("Algorithms: p256, or sm2 for national commercial cryptography",
                         "算法：p256，或国家商用密码 sm2"))
        ->check(CLI::IsMember({"p256", "sm2"}))
        ->capture_default_str();
  }

  void AddImport() {
    CLI::App* sub = Add("import",
                        say_("Take in the founding that `plenary committee found` has made",
                             "导入 plenary committee found 生成的创立文件"),
                        [this] { return RunImport(import_, console_); });
    AddData(sub, import_.data)->required();
    sub->add_option("founding", import_.founding, say_("The founding file", "创立文件"))
        ->required();
  }

  void AddServe() {
    CLI::App* sub = Add("serve",
                        say_("Serve the committee until SIGTERM or SIGINT",
                             "运行服务器，直到收到 SIGTERM 或 SIGINT"),
                        [this] { return RunServe(serve_); });
    CLI::Option* config = sub->add_option(
        "--config", serve_.config, say_("The configuration, a TOML file", "配置文件（TOML）"));
    CLI::Option* data = AddData(sub, serve_.data);
    sub->add_option("--listen", serve_.listen,
                    say_("Address and port, in place of the configuration's",
                         "地址和端口，代替配置文件中的值"));
    sub->add_option("--port-file", serve_.port_file,
                    say_("Write the port in use into this file", "将所用端口写入此文件"));
    sub->add_option("--log-level", serve_.log_level,
                    say_("debug, info, warning or error", "debug、info、warning 或 error"));
    sub->callback([this, config, data] {
      if (config->empty() && data->empty()) {
        throw CLI::RequiredError(say_("--config or --data", "--config 或 --data"));
      }
      chosen_ = [this] { return RunServe(serve_); };
    });
  }

  void AddCheck() {
    CLI::App* sub = Add("check",
                        say_("Verify every log; the server must not run",
                             "验证登记簿和全部会议记录；服务器须已停止"),
                        [this] { return RunCheck(check_data_, console_); });
    AddData(sub, check_data_)->required();
  }

  void AddRenew() {
    CLI::App* sub = Add("renew", say_("Issue the server's certificate anew", "重新签发服务器证书"),
                        [this] { return RunRenew(renew_, console_); });
    AddData(sub, renew_.data)->required();
    sub->add_option("--name", renew_.names,
                    say_("New names in place of the old ones", "以新名称代替原有名称"));
  }

  void AddRevoke() {
    CLI::App* sub = Add("revoke-certificates",
                        say_("Shut out a key's connection certificates", "吊销某密钥的连接证书"),
                        [this] { return RunRevokeCertificates(revoke_, console_); });
    AddData(sub, revoke_.data)->required();
    sub->add_option("key", revoke_.key, say_("The key's id", "密钥编号"))->required();
  }

  void SpeakChinese() {
    const std::initializer_list<std::pair<const char*, const char*>> labels = {
        {"Usage", "用法"},           {"OPTIONS", "选项"},     {"SUBCOMMAND", "子命令"},
        {"SUBCOMMANDS", "子命令"},   {"Options", "选项"},     {"Subcommands", "子命令"},
        {"Positionals", "位置参数"}, {"REQUIRED", "（必需）"}};
    const auto speak = [&](CLI::App& app) {
      for (const auto& [english, chinese] : labels) app.get_formatter()->label(english, chinese);
      app.get_help_ptr()->description("显示帮助");
    };
    speak(app_);
    for (CLI::App* sub : app_.get_subcommands([](CLI::App*) { return true; })) speak(*sub);
  }

  const Speech say_;
  const Console console_;
  CLI::App app_;
  InitOptions init_;
  ImportOptions import_;
  ServeOptions serve_;
  std::filesystem::path check_data_;
  RenewOptions renew_;
  RevokeOptions revoke_;
  std::function<Result<void>()> chosen_;
};

}  // namespace

int RunProgram(const std::vector<std::string>& arguments, Language language, std::ostream& out,
               std::ostream& err) {
  CommandLine line(language, out);
  try {  // CLI11 throws
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    line.app().parse(reversed);
  } catch (const CLI::ParseError& error) {
    return line.app().exit(error, out, err) == 0 ? kDone : kUsage;
  }
  if (const auto done = line.Run(); !done) {
    err << "plenaryd: " << done.error().message << '\n';
    return kFailed;
  }
  return kDone;
}

}  // namespace plenary::server
