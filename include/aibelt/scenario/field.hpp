#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
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
  std::shared_ptr<const FieldInfo> info;
  std::function<void(Reader&, const Json&, const std::string& path, Spec&)> read;
};

/// The keys of `Spec`, in the order of the documentation.
template <class Spec>
using FieldTable = std::vector<Field<Spec>>;

/// Declares the key `info.name` for `member`; name, unit, bounds, doc and source come from `info`, the shape from the type.
template <class Spec, class T>
Field<Spec> field(T Spec::*member, FieldInfo info) {
  Codec<T>::describe(info);
  auto shared = std::make_shared<const FieldInfo>(std::move(info));
  auto read = [member, info = shared.get()](Reader& reader, const Json& node, const std::string& path, Spec& spec) {
    Codec<T>::read(reader, node, path, *info, spec.*member);
  };
  return {std::move(shared), std::move(read)};
}

/// Calls `read` with the number and the value of each key of `fields` that the object at `path` has; unknown and missing keys are
/// issues. `extra_keys` are read by the caller.
void read_keys(Reader& reader, const Json& node, const std::string& path, const std::vector<const FieldInfo*>& fields,
               std::vector<std::string> extra_keys, const std::function<void(std::size_t, const Json&)>& read);

/// Reads the object at `path` key by key; unknown and missing keys are issues. `extra_keys` are read by the caller.
template <class Spec>
void read_fields(Reader& reader, const Json& node, const std::string& path, const FieldTable<Spec>& table, Spec& spec,
                 std::vector<std::string> extra_keys = {}) {
  std::vector<const FieldInfo*> fields;
  for (const Field<Spec>& field : table) {
    fields.push_back(field.info.get());
  }
  read_keys(reader, node, path, fields, std::move(extra_keys), [&](std::size_t i, const Json& value) {
    table[i].read(reader, value, child_path(path, table[i].info->name), spec);
  });
}

template <class Spec>
std::vector<FieldInfo> describe_fields(const FieldTable<Spec>& table) {
  std::vector<FieldInfo> infos;
  for (const Field<Spec>& field : table) {
    infos.push_back(*field.info);
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

/// Where `name` stands in `kinds`, or nothing with an issue that lists them.
std::optional<std::size_t> find_name(Reader& reader, const std::vector<std::string>& kinds, const std::string& name,
                                     const std::string& path);

template <class Base>
std::vector<std::string> names_of(const Kinds<Base>& kinds) {
  std::vector<std::string> names;
  for (const Kind<Base>& kind : kinds) {
    names.push_back(kind.info.name);
  }
  return names;
}

/// The kind called `name`, or null with an issue that lists the kinds there are.
template <class Base>
const Kind<Base>* find_kind(Reader& reader, const Kinds<Base>& kinds, const std::string& name,
                            const std::string& path) {
  const auto found = find_name(reader, names_of(kinds), name, path);
  return found ? &kinds[*found] : nullptr;
}

}  // namespace aibelt::scenario
