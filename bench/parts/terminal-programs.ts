import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Small programs in C, so that what is measured is the terminal and not what runs in it. */
export interface TerminalPrograms {
  /** `flood BYTES FILE`: waits for a byte, writes log lines, and notes its start and end in ns of the monotonic clock. */
  readonly flood: string;
  /** `paced FRAMES_PER_SECOND`: redraws a screen of 2 KB like a busy agent, for ever. */
  readonly paced: string;
  /** `busy FRAMES FILE`: waits for a byte, redraws such a screen as often as it can, and notes its start and end like `flood`. */
  readonly busy: string;
  /** `drain COUNT FLOOD BYTES FOLDER`: reads that many floods at once and does nothing with them. */
  readonly drain: string;
}

/** Undefined without a C compiler. */
export async function compilePrograms(folder: string): Promise<TerminalPrograms | undefined> {
  try {
    await run("gcc", ["--version"]);
  } catch {
    return undefined;
  }
  const compile = async (name: string, source: string): Promise<string> => {
    const file = join(folder, name);
    await writeFile(`${file}.c`, source);
    await run("gcc", ["-O2", "-o", file, `${file}.c`, "-lutil"]);
    return file;
  };
  return {
    flood: await compile("flood", FLOOD),
    paced: await compile("paced", PACED),
    busy: await compile("busy", BUSY),
    drain: await compile("drain", DRAIN),
  };
}

const FLOOD = String.raw`
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
static long long now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000LL + t.tv_nsec; }
int main(int argc, char **argv) {
  static char text[65536];
  int size = 0, line = 0;
  long long left = atoll(argv[1]);
  char go, draft[4096];
  while (size < 65536 - 120) {
    size += sprintf(text + size, "%06d compiled src/core/platform/module-%d.ts in %d ms, nothing to say about it\n", line, line * 7 % 9973, line % 97);
    line++;
  }
  if (read(0, &go, 1) < 0) return 1;
  long long start = now();
  while (left > 0) { ssize_t done = write(1, text, size); if (done <= 0) return 1; left -= done; }
  long long end = now();
  snprintf(draft, sizeof draft, "%s.draft", argv[2]);
  FILE *out = fopen(draft, "w");
  if (!out) return 1;
  fprintf(out, "%lld %lld\n", start, end);
  fclose(out);
  return rename(draft, argv[2]);
}
`;

/** Draws frame `frame` into `text` and leaves its length in `size`. */
const FRAME = String.raw`
    int size = sprintf(text, "\033[?2026h\033[20A");
    for (int row = 0; row < 20; row++) {
      size += sprintf(text + size, "\033[2K\033[38;5;%dm* \033[1mstep %d\033[0m \033[2mreading src/module-%d.ts and %s\033[0m\r\n", 30 + (frame + row) % 180, frame + row, row * 37 % 211, row % 3 ? "thinking about it" : "editing what it found there");
    }
    size += sprintf(text + size, "\033[?2026l");
`;

const BUSY = String.raw`
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
static long long now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000LL + t.tv_nsec; }
int main(int argc, char **argv) {
  static char text[8192];
  char go, draft[4096];
  long frames = atol(argv[1]);
  if (read(0, &go, 1) < 0) return 1;
  long long start = now();
  for (long frame = 0; frame < frames; frame++) {
    ${FRAME}
    for (int at = 0; at < size;) { ssize_t done = write(1, text + at, size - at); if (done <= 0) return 1; at += done; }
  }
  long long end = now();
  snprintf(draft, sizeof draft, "%s.draft", argv[2]);
  FILE *out = fopen(draft, "w");
  if (!out) return 1;
  fprintf(out, "%lld %lld\n", start, end);
  fclose(out);
  return rename(draft, argv[2]);
}
`;

const PACED = String.raw`
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
int main(int argc, char **argv) {
  static char text[8192];
  int rate = atoi(argv[1]), frame = 0;
  struct timespec pause = { 0, (getpid() * 7919L % 1000) * 1000000L / rate };
  nanosleep(&pause, 0);
  pause.tv_nsec = 1000000000L / rate;
  for (;;) {
    ${FRAME}
    if (write(1, text, size) < 0) return 1;
    frame++;
    nanosleep(&pause, 0);
  }
}
`;

const DRAIN = String.raw`
#define _GNU_SOURCE
#include <fcntl.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>
int main(int argc, char **argv) {
  int count = atoi(argv[1]), open = count, poll = epoll_create1(0), masters[256];
  static char buffer[65536];
  struct epoll_event events[64];
  for (int i = 0; i < count; i++) {
    struct winsize size = { 40, 120, 0, 0 };
    char file[4096];
    snprintf(file, sizeof file, "%s/%d", argv[4], i);
    if (forkpty(&masters[i], 0, 0, &size) == 0) { execl(argv[2], argv[2], argv[3], file, (char *)0); _exit(1); }
    fcntl(masters[i], F_SETFD, FD_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN, .data.fd = masters[i] };
    epoll_ctl(poll, EPOLL_CTL_ADD, masters[i], &event);
  }
  sleep(1);
  for (int i = 0; i < count; i++) if (write(masters[i], "\n", 1) < 0) return 1;
  while (open > 0) {
    int ready = epoll_wait(poll, events, 64, -1);
    for (int i = 0; i < ready; i++) if (read(events[i].data.fd, buffer, sizeof buffer) <= 0) { close(events[i].data.fd); open--; }
  }
  return 0;
}
`;
