// The header alone matters: this file makes a C target of it, so that the linker setting has a home.
#include "CStemmer.h"
