#define _GNU_SOURCE
#include "CReadline.h"

#include "Signals.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

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

/// Takes the terminal again and draws the half line anew.
static void take_terminal(void) {
  wait_for_foreground();
  if (stop_is_pending()) return;
  rl_prep_terminal(1);
  rl_reset_after_signal();
  rl_reset_screen_size();
  rl_forced_update_display();
}

/// Gives the terminal back for Ctrl-Z, and takes it again after that.
static void suspend(void) {
  rl_callback_sigcleanup();
  rl_cleanup_after_signal();
  rl_deprep_terminal();
  stop_here();
  take_terminal();
}

/// Goes on after somebody else stopped us, with kill -STOP, in the middle of a line.
static void go_on(void) {
  wait_for_foreground();
  if (stop_is_pending()) return;
  rl_deprep_terminal();
  take_terminal();
}

// Waking

static char *kept;  // the half line that a wake took off the screen
static int kept_point;

/// Whether the line may leave the screen now: not in the middle of a search or of a key sequence.
static int may_wake(void) {
  return !RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_MULTIKEY | RL_STATE_NUMERICARG |
                     RL_STATE_METANEXT | RL_STATE_VIMOTION);
}

/// Takes the prompt and the half line off the screen, and keeps the line.
static void keep_line(void) {
  kept = strdup(rl_line_buffer);
  kept_point = rl_point;
  rl_set_prompt("");
  rl_replace_line("", 1);
  rl_redisplay();
  rl_callback_handler_remove();
}

static void restore_line(void) {
  if (kept == NULL) return;
  rl_insert_text(kept);
  rl_point = kept_point;
  rl_redisplay();
  free(kept);
  kept = NULL;
}

static void begin_line(const char *prompt) {
  set_up();
  begin_listening();
  begin_catching_screen_signals();
  text = NULL;
  typed_ahead = 0;
  wait_for_foreground();
  finished = gave_up = stop_is_pending();
  if (finished) return;
  ioctl(STDIN_FILENO, FIONREAD, &typed_ahead);
  rl_reset_screen_size();
  rl_callback_handler_install(prompt, on_line);
  restore_line();
}

static void end_line(void) {
  fflush(rl_outstream);
  end_catching_screen_signals();
  end_listening();
}

struct trellis_line trellis_read_line(const char *prompt, int waker) {
  int number = 0, was_woken = 0;
  begin_line(prompt);
  while (!finished || gave_up) {
    if ((number = take_stop()) != 0) break;
    if (take(SIGTSTP)) {
      suspend();
    } else if (take(SIGCONT)) {
      go_on();
    } else if (take(SIGWINCH)) {
      rl_resize_terminal();
    } else if (wait_for_input_or(may_wake() ? waker : -1, &was_woken)) {
      was_woken = 0;  // keys first
      rl_callback_read_char();
    } else if (was_woken) {
      break;
    }
  }
  if (number != 0) {
    if (!is_in_background()) leave_line(number);
    free(text);
    text = NULL;
  } else if (was_woken) {
    keep_line();
  } else if (text == NULL) {
    leave_prompt();
  }
  end_line();
  return (struct trellis_line){.text = text, .signal = number, .was_woken = was_woken};
}

void trellis_remember(const char *line) {
  HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
  if (line[0] == '\0' || line[0] == ' ' || (last != NULL && strcmp(last->line, line) == 0)) return;
  add_history(line);
}

void trellis_forget(void) { clear_history(); }
