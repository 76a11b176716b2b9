// The signals of a session at a terminal, and its place in the foreground.
//
// Handlers only set flags. The flags are looked at between keys, where readline may be called; all signals
// named here are blocked except while waiting, so that none is missed between a look and a wait.
//
// Stop signals: SIGTERM, SIGHUP, SIGQUIT, SIGINT. Screen signals: SIGTSTP, SIGCONT, SIGWINCH.

#ifndef TRELLIS_SIGNALS_H
#define TRELLIS_SIGNALS_H

#include <signal.h>

/// Blocks all of them, and from the first time on catches the stop signals, for this thread.
void begin_listening(void);

/// Lets them through again. A stop signal is kept for the next time; the second of its kind kills.
void end_listening(void);

/// Catches the screen signals too, which have their usual action while the program works.
void begin_catching_screen_signals(void);
void end_catching_screen_signals(void);

/// Whether `number` came since it was last taken.
int take(int number);

/// Whether any stop signal waits to be taken.
int stop_is_pending(void);

/// The most urgent stop signal, 0 if there is none. After any but SIGINT, the next of its kind kills.
int take_stop(void);

/// Whether there is something to read, a hang-up included; not so after a signal.
int wait_for_input(void);

/// As wait_for_input(), but something to read on `waker` ends the wait too; then the input may have something as well.
int wait_for_input_or(int waker, int *was_woken);

/// Stops as Ctrl-Z asks, with the default action, which does nothing where nobody could wake us.
void stop_here(void);

/// Stops until the terminal is ours, if we are in the background; or comes back at once for a stop signal.
///
/// readline must not look at the terminal before: it would take the shell's settings for the usual ones.
void wait_for_foreground(void);

/// Whether the terminal belongs to somebody else, so that changing it would stop us.
int is_in_background(void);

#endif
