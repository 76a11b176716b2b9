#define _GNU_SOURCE
#include "CReadline.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

// Signals
//
// Handlers only set flags. The flags are looked at between keys, where readline may be called; all signals
// below are blocked except while waiting in ppoll, so that none is missed between a look and a wait.

static const int stop_signals[] = {SIGTERM, SIGHUP, SIGQUIT, SIGINT};
static const int screen_signals[] = {SIGTSTP, SIGCONT, SIGWINCH};
enum { stop_count = 4, screen_count = 3 };

static volatile sig_atomic_t pending[NSIG];
static volatile sig_atomic_t reading;
static pthread_t reader;
static sigset_t mask_outside, mask_waiting;
static struct sigaction screen_actions_outside[screen_count];

static void on_signal(int number) {
  int error = errno;
  if (!pthread_equal(pthread_self(), reader)) {
    pthread_kill(reader, number);  // another thread took it, and would leave ppoll asleep
  } else if (pending[number] && !reading) {
    signal(number, SIG_DFL);  // the second one while the program works and does not listen
    raise(number);
  } else {
    pending[number] = 1;
  }
  errno = error;
}

static int take(int number) {
  int was = pending[number];
  pending[number] = 0;
  return was;
}

static int stop_is_pending(void) {
  for (int i = 0; i < stop_count; i++)
    if (pending[stop_signals[i]]) return 1;
  return 0;
}

/// The most urgent stop signal, 0 if there is none. After any but SIGINT, the next of its kind kills.
static int take_stop(void) {
  for (int i = 0; i < stop_count; i++) {
    int number = stop_signals[i];
    if (!take(number)) continue;
    if (number != SIGINT) signal(number, SIG_DFL);
    return number;
  }
  return 0;
}

/// Handles `number` from now on, unless whoever started the program (nohup, a script) chose to ignore it.
static void catch_signal(int number, struct sigaction *old) {
  struct sigaction action = {.sa_handler = on_signal};
  sigfillset(&action.sa_mask);
  sigaction(number, NULL, old);
  if (old->sa_handler != SIG_IGN) sigaction(number, &action, NULL);
}

static void begin_listening(void) {
  static int caught;
  struct sigaction ignored;
  sigset_t ours;
  reader = pthread_self();
  sigemptyset(&ours);
  for (int i = 0; i < stop_count; i++) sigaddset(&ours, stop_signals[i]);
  for (int i = 0; i < screen_count; i++) sigaddset(&ours, screen_signals[i]);
  pthread_sigmask(SIG_BLOCK, &ours, &mask_outside);
  mask_waiting = mask_outside;
  for (int number = 1; number < NSIG; number++)
    if (sigismember(&ours, number) == 1) sigdelset(&mask_waiting, number);
  for (int i = 0; !caught && i < stop_count; i++) catch_signal(stop_signals[i], &ignored);
  caught = 1;
  reading = 1;
}

static void end_listening(void) {
  reading = 0;
  pthread_sigmask(SIG_SETMASK, &mask_outside, NULL);
}

/// Whether there is something to read, a hang-up included; not so after a signal.
static int wait_for_input(void) {
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  return ppoll(&input, 1, NULL, &mask_waiting) > 0;
}

int trellis_wait_for_input(void) {
  int number;
  begin_listening();
  while ((number = take_stop()) == 0 && !wait_for_input()) {
  }
  end_listening();
  return number;
}

_Noreturn void trellis_die_of(int number) {
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  signal(number, SIG_DFL);
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  _exit(128 + number);
}

// Keys

static int typed_ahead;  // bytes that were in the terminal's queue before readline took the terminal over
static int gave_up;      // a signal came inside a paste or a key sequence

/// Reads a byte for readline; replaces rl_getc, which would sleep through signals inside a paste.
static int get_byte(FILE *stream) {
  unsigned char byte;
  while (!stop_is_pending()) {
    if (!wait_for_input()) continue;
    ssize_t count = read(fileno(stream), &byte, 1);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count != 1) return EOF;
    if (typed_ahead > 0) {
      typed_ahead--;
      if (byte == '\n') byte = '\r';  // Enter, translated by the terminal while it was not readline's
    }
    return byte;
  }
  gave_up = 1;
  return EOF;
}

static int insert_newline(int count, int key) {
  (void)key;
  while (count-- > 0) rl_insert_text("\n");
  return 0;
}

/// Binds `keys` to a newline in the text, where they still do what they do without an inputrc.
static void bind_newline(const char *keys, rl_command_func_t *usual, Keymap map) {
  int type = ISFUNC;
  rl_command_func_t *now = rl_function_of_keyseq(keys, map, &type);
  if (now == NULL || (type == ISFUNC && now == usual)) rl_bind_keyseq_in_map(keys, insert_newline, map);
}

// Completion

static char **commands;
static size_t command_count;

void trellis_add_command(const char *word) {
  char **longer = realloc(commands, (command_count + 1) * sizeof *commands);
  char *copy = strdup(word);
  if (longer == NULL || copy == NULL) abort();
  commands = longer;
  commands[command_count++] = copy;
}

static char *next_command(const char *text, int state) {
  static size_t next;
  if (state == 0) next = 0;
  while (next < command_count) {
    const char *word = commands[next++];
    if (strncmp(word, text, strlen(text)) == 0) return strdup(word);
  }
  return NULL;
}

static char **complete(const char *text, int start, int end) {
  (void)end;
  rl_attempted_completion_over = 1;  // else readline goes on with file names
  return start == 0 && text[0] == '/' ? rl_completion_matches(text, next_command) : NULL;
}

// The line

static int finished;
static char *text;

static void on_line(char *line) {
  text = line;
  finished = 1;
  rl_callback_handler_remove();
}

/// Gives the process a UTF-8 locale, else Backspace deletes single bytes.
///
/// readline looks at the environment itself, so LC_ALL=C must go from there too.
static void use_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
  setlocale(LC_CTYPE, "C.UTF-8");
  unsetenv("LC_ALL");
  setenv("LC_CTYPE", "C.UTF-8", 1);
}

static void set_up(void) {
  static int done;
  if (done) return;
  done = 1;
  use_utf8();
  rl_readline_name = "trellis";
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  rl_getc_function = get_byte;
  rl_attempted_completion_function = complete;
  rl_completer_word_break_characters = " \t\n";
  using_history();
  stifle_history(1000);
  history_expansion_char = 0;
  rl_initialize();
  bind_newline("\n", rl_newline, emacs_standard_keymap);
  bind_newline("\n", rl_newline, vi_insertion_keymap);
  bind_newline("\033\r", rl_vi_editing_mode, emacs_standard_keymap);
  bind_newline("\033\n", rl_vi_editing_mode, emacs_standard_keymap);
}

/// Drops the half line and gives the terminal back, in the order of CPython's Modules/readline.c.
static void leave_line(int number) {
  if (!finished) {
    rl_point = rl_end;
    rl_redisplay();
  }
  if (number == SIGINT) fputs("^C", rl_outstream);
  rl_free_line_state();
  rl_callback_sigcleanup();
  rl_cleanup_after_signal();
  rl_callback_handler_remove();
  fputc('\n', rl_outstream);
}

/// Goes on to a new line after Ctrl-D; readline 8.2 does so itself, but only with bracketed paste.
static void leave_prompt(void) {
  const char *pastes = rl_variable_value("enable-bracketed-paste");
  if (pastes == NULL || strcmp(pastes, "on") != 0) fputc('\n', rl_outstream);
}

/// Stops until the terminal is ours, if we are in the background; or comes back at once for a stop signal.
///
/// readline must not look at the terminal before: it would take the shell's settings for the usual ones.
static void wait_for_foreground(void) {
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, &mask_waiting, &mask);
  while (!stop_is_pending() && tcdrain(STDIN_FILENO) < 0 && errno == EINTR) {
  }
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  take(SIGCONT);
}

static int is_in_background(void) {
  pid_t group = tcgetpgrp(STDIN_FILENO);  // fails where the terminal does not control us
  return group > 0 && group != getpgrp();
}

/// Takes the terminal again and draws the half line anew.
static void take_terminal(void) {
  wait_for_foreground();
  if (stop_is_pending()) return;
  rl_prep_terminal(1);
  rl_reset_after_signal();
  rl_reset_screen_size();
  rl_forced_update_display();
}

/// Stops as Ctrl-Z asks, with the default action, which does nothing where nobody could wake us.
static void suspend(void) {
  struct sigaction usual = {.sa_handler = SIG_DFL}, ours;
  sigset_t mask;
  rl_callback_sigcleanup();
  rl_cleanup_after_signal();
  rl_deprep_terminal();
  sigaction(SIGTSTP, &usual, &ours);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &mask_waiting, &mask);  // stops here, and goes on here
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &ours, NULL);
  take_terminal();
}

/// Goes on after somebody else stopped us, with kill -STOP, in the middle of a line.
static void go_on(void) {
  wait_for_foreground();
  if (stop_is_pending()) return;
  rl_deprep_terminal();
  take_terminal();
}

static void begin_line(const char *prompt) {
  set_up();
  begin_listening();
  for (int i = 0; i < screen_count; i++) catch_signal(screen_signals[i], &screen_actions_outside[i]);
  text = NULL;
  typed_ahead = 0;
  wait_for_foreground();
  finished = gave_up = stop_is_pending();
  if (finished) return;
  ioctl(STDIN_FILENO, FIONREAD, &typed_ahead);
  rl_reset_screen_size();
  rl_callback_handler_install(prompt, on_line);
}

static void end_line(void) {
  fflush(rl_outstream);
  for (int i = 0; i < screen_count; i++) {
    sigaction(screen_signals[i], &screen_actions_outside[i], NULL);
    take(screen_signals[i]);
  }
  end_listening();
}

struct trellis_line trellis_read_line(const char *prompt) {
  int number = 0;
  begin_line(prompt);
  while (!finished || gave_up) {
    if ((number = take_stop()) != 0) break;
    if (take(SIGTSTP)) {
      suspend();
    } else if (take(SIGCONT)) {
      go_on();
    } else if (take(SIGWINCH)) {
      rl_resize_terminal();
    } else if (wait_for_input()) {
      rl_callback_read_char();
    }
  }
  if (number != 0) {
    if (!is_in_background()) leave_line(number);  // else the terminal is the shell's, and changing it stops us
    free(text);
    text = NULL;
  } else if (text == NULL) {
    leave_prompt();
  }
  end_line();
  return (struct trellis_line){.text = text, .signal = number};
}

void trellis_remember(const char *line) {
  HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
  if (line[0] == '\0' || line[0] == ' ' || (last != NULL && strcmp(last->line, line) == 0)) return;
  add_history(line);
}

void trellis_forget(void) { clear_history(); }
