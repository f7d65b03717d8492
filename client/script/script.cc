#include "client/script/script.h"

#include <algorithm>
#include <map>
#include <utility>

#include "client/script/check.h"
#include "client/script/schema.h"
#include "client/script/yaml.h"

namespace plenary::script {
namespace {

constexpr text::Text kMore = {"还有 {0} 处错误没有列出", "{0} more faults are not listed"};

// At most kMostFaults of each file, and how many were left out.
Faults Cap(const Faults& all) {
  std::map<std::string, std::size_t> counted;
  Faults capped;
  for (const Fault& fault : all) {
    if (++counted[fault.place.file] <= kMostFaults) capped.push_back(fault);
  }
  for (const auto& [file, count] : counted) {
    if (count > kMostFaults) {
      capped.push_back({{file}, "", Say(kMore, {std::to_string(count - kMostFaults)})});
    }
  }
  return capped;
}

void Append(Faults& to, Faults from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

class Loader {
 public:
  Result<Script, Faults> Load(const std::filesystem::path& file) {
    auto root = ReadYaml(file);
    if (!root) return std::unexpected(root.error());
    Script script{*std::move(root), {}};
    faults_ = schema_.Check(script.root);
    LoadSessions(script);
    if (faults_.empty()) faults_ = CheckScript(script);
    if (!faults_.empty()) return std::unexpected(Cap(faults_));
    return script;
  }

 private:
  // Also of a script whose own schema is broken elsewhere: all faults at once.
  void LoadSessions(Script& script) {
    if (!script.root.IsMap()) return;
    const Value* sessions = script.root.Find("sessions");
    if (sessions == nullptr || !sessions->IsList()) return;
    for (const Value& session : sessions->Items()) {
      if (session.IsText()) {
        LoadSession(session, script);
      } else {
        script.sessions.push_back(session);
      }
    }
  }

  void LoadSession(const Value& name, Script& script) {
    auto session = ReadYaml(Beside(name, name.Text()));
    if (!session) return Append(faults_, std::move(session.error()));
    Append(faults_, schema_.Check(*session, "session"));
    script.sessions.push_back(*std::move(session));
  }

  Schema schema_;
  Faults faults_;
};

}  // namespace

Result<Script, Faults> Load(const std::filesystem::path& script) {
  std::error_code ignored;
  const bool is_folder = std::filesystem::is_directory(script, ignored);
  return Loader().Load(is_folder ? script / "script.yaml" : script);
}

std::string ArchiveName(const Value& session) {
  const std::string kind = session.BoolOr("rehearsal", false)       ? "rehearsal"
                           : session.At("kind").Text() == "council" ? "council"
                                                                    : "session";
  return session.At("date").Text() + "-" + kind + "-" +
         std::to_string(session.At("number").Integer()) + ".plenary";
}

std::filesystem::path Beside(const Value& value, const std::string& name) {
  return std::filesystem::path(value.place().file).parent_path() / name;
}

}  // namespace plenary::script
