// AppSync's DataSource object.
#pragma once

#include "control/control.h"

namespace syncline::control {

// Reads everything but the name. Types and options that are not offered fail with a message that
// names them.
Result<catalog::DataSource> read_data_source(const JsonObject& input, std::string name);

// The data source that `name` means in `api`. Fails with NotFoundException.
Result<catalog::DataSource*> find_data_source(catalog::Api& api, std::string_view name);

// Under the member `dataSource`.
Json show_data_source(const catalog::DataSource& source, const catalog::Api& api,
                      const Rooms& rooms);

}  // namespace syncline::control
