#include <cstdio>

#include "app/command_line.h"
#include "app/commands.h"

namespace {

namespace app = syncline::app;

struct Run {
  int operator()(const app::ServeCommand& command) const { return app::run_serve(command); }
  int operator()(const app::QueryCommand& command) const { return app::run_query(command); }
  int operator()(const app::ListenCommand& command) const { return app::run_listen(command); }
  int operator()(const app::Stop& stop) const {
    std::fputs(stop.text.c_str(), stop.status == 0 ? stdout : stderr);
    return stop.status;
  }
};

}  // namespace

int main(int argc, char** argv) { return std::visit(Run{}, app::parse_command_line(argc, argv)); }
