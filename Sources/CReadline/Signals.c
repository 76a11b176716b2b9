#define _GNU_SOURCE
#include "Signals.h"

#include "CReadline.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <termios.h>
#include <unistd.h>

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

int take(int number) {
  int was = pending[number];
  pending[number] = 0;
  return was;
}

int stop_is_pending(void) {
  for (int i = 0; i < stop_count; i++)
    if (pending[stop_signals[i]]) return 1;
  return 0;
}

int take_stop(void) {
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

void begin_listening(void) {
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

void end_listening(void) {
  reading = 0;
  pthread_sigmask(SIG_SETMASK, &mask_outside, NULL);
}

int wait_for_input(void) {
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  return ppoll(&input, 1, NULL, &mask_waiting) > 0;
}

int wait_for_input_or(int waker, int *was_woken) {
  struct pollfd inputs[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = waker, .events = POLLIN}};
  if (ppoll(inputs, 2, NULL, &mask_waiting) <= 0) return 0;  // a negative descriptor is passed over
  *was_woken = inputs[1].revents != 0;
  return inputs[0].revents != 0;
}

void wait_for_foreground(void) {
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, &mask_waiting, &mask);
  while (!stop_is_pending() && tcdrain(STDIN_FILENO) < 0 && errno == EINTR) {
  }
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  take(SIGCONT);
}

int is_in_background(void) {
  pid_t group = tcgetpgrp(STDIN_FILENO);  // fails where the terminal does not control us
  return group > 0 && group != getpgrp();
}

void begin_catching_screen_signals(void) {
  for (int i = 0; i < screen_count; i++) catch_signal(screen_signals[i], &screen_actions_outside[i]);
}

void end_catching_screen_signals(void) {
  for (int i = 0; i < screen_count; i++) {
    sigaction(screen_signals[i], &screen_actions_outside[i], NULL);
    take(screen_signals[i]);
  }
}

void stop_here(void) {
  struct sigaction usual = {.sa_handler = SIG_DFL}, ours;
  sigset_t mask;
  sigaction(SIGTSTP, &usual, &ours);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &mask_waiting, &mask);  // stops here, and goes on here
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &ours, NULL);
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
