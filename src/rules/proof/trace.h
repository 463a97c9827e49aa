// What an evaluation looked at, as a tree: the raw material of reasons and explanations. Texts are made when they are
// asked for: most trees are never printed.
#pragma once

#include <string>
#include <vector>

#include "base/truth.h"

namespace licet::rules {

struct Decl;
struct Expr;
struct Mark;
struct Version;

struct Trace {
  // One of these; what they point to is part of the law.
  std::string title;                // of the root: `leg 1, line 2`
  const Expr* condition = nullptr;  // a node of a text
  const Decl* statement = nullptr;

  Truth value = Truth::kUnknown;
  bool spoke = false;                // of a statement: the version and mark below say how it stands
  const Version* version = nullptr;  // the one that speaks, or nullptr
  const Mark* mark = nullptr;        // why newer text sleeps, or nullptr
  std::string element;               // of a quantifier: `p = Acme`
  std::string facts;                 // facts read (`leg.destination = CN`), or a remark
  std::string about;                 // whom a rule is about: `for Acme`
  bool atom = false;                 // reads facts itself; its kids, if any, say why a code was proved
  std::vector<Trace> kids;

  std::string what() const;  // law text of the node, or the name of the statement
  std::string note() const;  // facts read, version used, mark that was active; may be empty
};

}  // namespace licet::rules
