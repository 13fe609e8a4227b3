// The commands. Each blocks until it is done and returns the process's exit status.
#pragma once

#include "app/command_line.h"

namespace syncline::app {

int run_serve(const ServeCommand& command);
int run_query(const QueryCommand& command);
int run_listen(const ListenCommand& command);

}  // namespace syncline::app
