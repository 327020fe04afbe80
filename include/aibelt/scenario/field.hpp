#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "aibelt/scenario/field_info.hpp"
#include "aibelt/scenario/reader.hpp"

namespace aibelt::scenario {

/// How values of type T are described and read; specialised in codec.hpp. `read` leaves `out` alone where it reports a problem.
template <class T>
struct Codec;

/// One key of `Spec`: its description and how it gets into the struct.
template <class Spec>
struct Field {
  FieldInfo info;
  std::function<void(Reader&, const Json&, const std::string& path, Spec&)> read;
};

/// The keys of `Spec`, in the order of the documentation.
template <class Spec>
using FieldTable = std::vector<Field<Spec>>;

/// Declares the key `info.name` for `member`; name, unit, bounds, doc and source come from `info`, the shape from the type.
template <class Spec, class T>
Field<Spec> field(T Spec::*member, FieldInfo info) {
  Codec<T>::describe(info);
  auto read = [member, info](Reader& reader, const Json& node, const std::string& path, Spec& spec) {
    Codec<T>::read(reader, node, path, info, spec.*member);
  };
  return {std::move(info), std::move(read)};
}

/// Reads the object at `path` key by key; unknown and missing keys are issues. `extra_keys` are read by the caller.
template <class Spec>
void read_fields(Reader& reader, const Json& node, const std::string& path, const FieldTable<Spec>& table, Spec& spec,
                 std::vector<std::string> extra_keys = {}) {
  if (!node.is_object()) {
    reader.report(path, "must be an object, { … }");
    return;
  }
  std::vector<std::string> known = std::move(extra_keys);
  for (const Field<Spec>& field : table) {
    known.push_back(field.info.name);
  }
  known.emplace_back("note");
  reader.refuse_unknown_keys(node, path, known);
  for (const Field<Spec>& field : table) {
    const auto found = node.find(field.info.name);
    if (found != node.end()) {
      field.read(reader, *found, child_path(path, field.info.name), spec);
    } else if (field.info.is_required()) {
      reader.report(path, "needs \"" + field.info.name + "\": " + field.info.doc);
    }
  }
}

template <class Spec>
std::vector<FieldInfo> describe_fields(const FieldTable<Spec>& table) {
  std::vector<FieldInfo> infos;
  for (const Field<Spec>& field : table) {
    infos.push_back(field.info);
  }
  return infos;
}

/// One of several behaviours that a scenario picks by name: its documentation and its reader.
template <class Base>
struct Kind {
  FieldInfo::KindInfo info;
  std::function<std::shared_ptr<const Base>(Reader&, const Json&, const std::string& path)> read;
};

template <class Base>
using Kinds = std::vector<Kind<Base>>;

/// A kind whose parameters are those of `Spec` (derived from `Base`), listed by `Spec::fields()`.
template <class Base, class Spec>
Kind<Base> kind(std::string name, std::string doc) {
  auto read = [](Reader& reader, const Json& node, const std::string& path) -> std::shared_ptr<const Base> {
    auto spec = std::make_shared<Spec>();
    read_fields(reader, node, path, Spec::fields(), *spec, {"kind", "when"});
    return spec;
  };
  return {{std::move(name), std::move(doc), describe_fields(Spec::fields())}, std::move(read)};
}

/// The kind called `name`, or null with an issue that lists the kinds there are.
template <class Base>
const Kind<Base>* find_kind(Reader& reader, const Kinds<Base>& kinds, const std::string& name,
                            const std::string& path) {
  std::vector<std::string> names;
  for (const Kind<Base>& candidate : kinds) {
    if (candidate.info.name == name) {
      return &candidate;
    }
    names.push_back(candidate.info.name);
  }
  std::string list;
  for (const std::string& known : names) {
    list += (list.empty() ? "" : ", ") + known;
  }
  reader.report(path, "there is no kind \"" + name + "\"; the kinds are " + list + did_you_mean(name, names));
  return nullptr;
}

}  // namespace aibelt::scenario
