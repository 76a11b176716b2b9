// GNU readline behind a few functions, so that Swift meets neither its globals nor its macros.
//
// All of it belongs to one thread, the one that reads.

#ifndef TRELLIS_CREADLINE_H
#define TRELLIS_CREADLINE_H

/// What came of waiting for a line.
struct trellis_line {
  /// The line without its line feed, to be released with free(); null at the end of input and on a signal.
  char *text;
  /// The signal that ended the wait (SIGINT, SIGTERM, SIGHUP or SIGQUIT), or 0.
  int signal;
  /// Whether the waker ended it: the half line is off the screen and comes back with the next call.
  int was_woken;
};

/// Makes `word`, which begins with a slash, known to completion. The bytes are copied.
void trellis_add_command(const char *word);

/// Reads one line with readline from a terminal.
///
/// Something to read on `waker`, a descriptor or -1, ends the wait too. Afterwards the terminal is as it was and the
/// cursor at the start of a line, whatever came.
struct trellis_line trellis_read_line(const char *prompt, int waker);

/// Keeps `line` in the list that the arrow keys go through, in memory only.
void trellis_remember(const char *line);

/// Empties that list.
void trellis_forget(void);

/// Waits for bytes on standard input, without readline. Returns 0, or the signal that ended the wait.
int trellis_wait_for_input(void);

/// Ends the process as `signal` would have, so that a shell sees 128 + signal.
_Noreturn void trellis_die_of(int signal);

#endif
