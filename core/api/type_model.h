#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/api/describe.h"

/// A described struct as data: what the parameter schema and the TypeScript types are printed from.
namespace pannier::api {

struct TypeMember {
  std::string name;
  std::string type;  ///< as TypeScript spells it: "string", "Id | null", "CustomerRow[]"
  bool optional = false;
  std::string doc;
};

struct TypeModel {
  std::string name;
  std::vector<TypeMember> members;
};

/// The model of T and of every described struct it mentions, those first.
class TypeCollector {
 public:
  template <class T>
  std::string nameOf() {
    if constexpr (IsOptional<T>::value)
      return nameOf<typename T::value_type>() + " | null";
    else if constexpr (std::is_same_v<T, FieldMap>)
      return "Record<string, string | number | boolean | null>";
    else if constexpr (IsVector<T>::value)
      return nameOf<typename T::value_type>() + "[]";
    else if constexpr (std::is_same_v<T, bool>)
      return "boolean";
    else if constexpr (std::is_arithmetic_v<T>)
      return "number";
    else if constexpr (std::is_same_v<T, std::string>)
      return "string";
    else if constexpr (std::is_same_v<T, Id>)
      return "Id";
    else if constexpr (std::is_same_v<T, json::Value>)
      return "unknown";
    else {
      add<T>();
      return std::string(T::kName);
    }
  }

  [[nodiscard]] const std::vector<TypeModel>& models() const noexcept { return models_; }
  [[nodiscard]] const TypeModel* find(std::string_view name) const noexcept;

 private:
  template <class T>
  class Describer {
   public:
    Describer(TypeCollector& collector, TypeModel& model) : collector_(collector), model_(model) {}
    template <class M>
    void required(std::string_view name, M T::*, std::string_view doc = {}) {
      add<M>(name, doc, false);
    }
    template <class M>
    void field(std::string_view name, M T::*, std::string_view doc = {}) {
      add<M>(name, doc, false);
    }
    template <class M>
    void optional(std::string_view name, M T::*, std::string_view doc = {}) {
      if constexpr (IsOptional<M>::value)
        add<typename M::value_type>(name, doc, true);
      else
        add<M>(name, doc, true);
    }

   private:
    template <class M>
    void add(std::string_view name, std::string_view doc, bool optional) {
      model_.members.push_back(
          {std::string(name), collector_.nameOf<M>(), optional, std::string(doc)});
    }
    TypeCollector& collector_;
    TypeModel& model_;
  };

  template <class T>
  void add() {
    if (find(T::kName) != nullptr) return;
    TypeModel model;
    model.name = T::kName;
    Describer<T> describer(*this, model);
    T::describe(describer);
    models_.push_back(std::move(model));
  }

  std::vector<TypeModel> models_;
};

}  // namespace pannier::api
