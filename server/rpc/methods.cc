#include "server/rpc/methods.h"

#include <algorithm>
#include <array>

#include "core/base/check.h"

namespace plenary::rpc {
namespace {

using enum Requirement;

constexpr auto kMethods = std::to_array<MethodRule>({
    {Method::kGetFounding, "plenary.v1.Door.GetFounding", kNothing},
    {Method::kGetOffer, "plenary.v1.Door.GetOffer", kNothing},
    {Method::kEnrol, "plenary.v1.Door.Enrol", kNothing},
    {Method::kConnect, "plenary.v1.Door.Connect", kNothing},
    {Method::kSubmit, "plenary.v1.Plenary.Submit", kAdmittedKey},
    {Method::kWatch, "plenary.v1.Plenary.Watch", kAdmittedKey},
    {Method::kProve, "plenary.v1.Plenary.Prove", kAdmittedKey},
    {Method::kListSessions, "plenary.v1.Plenary.ListSessions", kAdmittedKey},
    {Method::kGetArchive, "plenary.v1.Plenary.GetArchive", kAdmittedKey},
    {Method::kPutDocument, "plenary.v1.Plenary.PutDocument", kAdmittedKey},
    {Method::kGetDocument, "plenary.v1.Plenary.GetDocument", kAdmittedKey},
    {Method::kOfferEnrolment, "plenary.v1.Plenary.OfferEnrolment", kSecretary},
    {Method::kListEnrolments, "plenary.v1.Plenary.ListEnrolments", kSecretary},
});

}  // namespace

std::span<const MethodRule> AllMethods() { return kMethods; }

const MethodRule& RuleOf(Method method) {
  const auto* rule = std::ranges::find(kMethods, method, &MethodRule::method);
  PLENARY_CHECK(rule != kMethods.end());
  return *rule;
}

}  // namespace plenary::rpc
