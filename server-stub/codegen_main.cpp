#include <cstdio>
#include <cstring>

#include "server-stub/store/codegen.h"

/// Prints what is generated from the command registry: `pannier-codegen typescript`.
int main(int argc, char** argv) {
  if (argc != 2 || std::strcmp(argv[1], "typescript") != 0) {
    std::fputs("usage: pannier-codegen typescript > web/src/generated/api.ts\n", stderr);
    return 2;
  }
  const auto text = pannier::server::typescript();
  if (!text) {
    std::fprintf(stderr, "%s\n", text.error().message.c_str());
    return 1;
  }
  std::fwrite(text->data(), 1, text->size(), stdout);
  return 0;
}
