#ifndef TRELLIS_CBUNDLEDRULES_H
#define TRELLIS_CBUNDLEDRULES_H

#include <stddef.h>

/// One file of the bundled packs.
typedef struct {
  const char *path;
  const unsigned char *bytes;
  size_t count;
} trellis_bundled_file;

/// The number of bundled files.
size_t trellis_bundled_count(void);

/// The bundled file at an index below the count, in path order.
trellis_bundled_file trellis_bundled_file_at(size_t index);

/// The number of other files that the program prints or writes.
size_t trellis_resource_count(void);

/// The file at an index below that count, in path order.
trellis_bundled_file trellis_resource_at(size_t index);

#endif
