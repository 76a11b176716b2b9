// The default pack, put into the binary by C23 #embed. `make bundle` writes packs.h from the files of rules/en;
// a test compares the two.
#include "CBundledRules.h"

#include "packs.h"

size_t trellis_bundled_count(void) { return sizeof files / sizeof files[0]; }

trellis_bundled_file trellis_bundled_file_at(size_t index) { return files[index]; }

size_t trellis_resource_count(void) { return sizeof resources / sizeof resources[0]; }

trellis_bundled_file trellis_resource_at(size_t index) { return resources[index]; }
