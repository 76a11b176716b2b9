#ifndef TRELLIS_CSTEMMER_H
#define TRELLIS_CSTEMMER_H

#include <libstemmer.h>

#endif
