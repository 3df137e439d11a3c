#include "server-stub/cli/cli.h"

int main(int argc, char** argv) { return pannier::server::runCommandLine(argc, argv); }
