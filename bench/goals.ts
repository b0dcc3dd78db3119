/** A ratio (or difference) that is to hold against a baseline measured in the same run. */
export interface Goal {
  readonly id: string;
  readonly name: string;
  /** As printed, e.g. `≤ 1.10`. */
  readonly text: string;
  /** It is of the figure alone, without a baseline. */
  readonly isAbsolute?: true;
  holds(value: number, baseline: number): boolean;
}

/** The goals of each bench, by its name: `npm run bench -- NAME`. */
export const GOALS: Readonly<Record<string, readonly Goal[]>> = {
  convoy: [
    atMost("convoy-wall-1k", "wall over ideal schedule: 100 items of 2 s, width 30, 1,000 files", 1.1),
    atMost("convoy-wall-10k", "wall over ideal schedule: 100 items of 2 s, width 30, 10,000 files", 1.15),
    {
      id: "convoy-sling-prompt",
      name: "sling acknowledged to first prompt in the agent's terminal, over the agent CLI's own start, p50",
      text: "≤ +150 ms",
      holds: (value, baseline) => value - baseline <= 150,
    },
    atMost("convoy-worktree-10k", "worktree ready over `git worktree add`, 10,000 files", 0.2),
    atMost("convoy-worktree-50k", "worktree ready over `git worktree add`, 50,000 files", 0.2),
  ],
  terminal: [
    atLeast("terminal-drain-c", "PTY drain, 30 flooding, over a C reader", 0.65),
    atLeast("terminal-drain-tmux", "PTY drain, 30 flooding, over tmux", 3),
    atMost("terminal-echo", "keystroke echo p50 under flood, over attached tmux", 0.25),
    atMost("terminal-frame-1", "keystroke to frame p99 over idle: 30 flooding, 1 visible", 1.15),
    atMost("terminal-frame-4", "keystroke to frame p99 over idle: 30 flooding, 4 visible", 3.5),
    atMost("terminal-frame-100", "keystroke to frame p99 over idle: 100 agents, 4 visible", 5),
    atMost("terminal-cpu-30", "host CPU, 30 paced agents, over tmux", 0.5),
    atMost("terminal-cpu-100", "host CPU, 100 paced agents, over tmux", 0.5),
    atMost("terminal-hidden-memory", "memory of a hidden session over a live xterm of 5,000 lines", 0.1),
    atLeast("terminal-unopened-parse", "30 unopened terminals: throughput over the parse limit", 0.9),
    atLeast("terminal-unopened-frames", "30 unopened terminals: frame rate meanwhile over idle", 0.9),
  ],
  sessions: [
    atLeast("sessions-throughput-pty-30", "30 busy agents: frames over node-pty alone", 0.6),
    atLeast("sessions-throughput-tmux-30", "30 busy agents: frames over tmux", 3),
    atLeast("sessions-throughput-pty-100", "100 busy agents: frames over node-pty alone", 0.6),
    atLeast("sessions-throughput-tmux-100", "100 busy agents: frames over tmux", 3),
    atMost("sessions-echo-pty-30", "30 busy agents: keystroke echo p50 over node-pty alone", 3),
    atMost("sessions-echo-tmux-30", "30 busy agents: keystroke echo p50 over attached tmux", 0.25),
    atMost("sessions-echo-pty-100", "100 busy agents: keystroke echo p50 over node-pty alone", 3),
    atMost("sessions-echo-tmux-100", "100 busy agents: keystroke echo p50 over attached tmux", 0.25),
    {
      id: "sessions-first-prompt",
      name: "sling acknowledged to first prompt in the agent's terminal, over the agent CLI's own start, p50",
      text: "≤ +150 ms",
      holds: (value, baseline) => value - baseline <= 150,
    },
    underMs(
      "sessions-reattach-30",
      "30 sessions after a core kill: from the new core's welcome to the last right screen",
      500,
    ),
    underMs("sessions-loop-30", "core's event loop, 30 agents at 10 frames/s, 12 watched: delay p99", 20),
    underMs("sessions-loop-100", "core's event loop, 100 agents at 10 frames/s, 12 watched: delay p99", 20),
    atMost(
      "sessions-stall-grown",
      "longest stall of the core while it starts sessions, 400 MB larger over as it is",
      1.1,
    ),
  ],
  merge: [
    atMost("merge-prepare", "preparing a clean submission over `git rebase` in a work tree, 10,000 files", 0.35),
    atMost("merge-wall-1x1", wallOf(1, 1), 1.05),
    atMost("merge-wall-1x4", wallOf(1, 4), 1.05),
    atMost("merge-wall-5x1", wallOf(5, 1), 1.05),
    atMost("merge-wall-5x2", wallOf(5, 2), 1.05),
    {
      id: "merge-culprits",
      name: "gate runs for 2 culprits in a batch of 20",
      text: "≤ 2·(2·⌈log₂ 20⌉+1)",
      isAbsolute: true,
      holds: (runs) => runs <= 2 * (2 * Math.ceil(Math.log2(20)) + 1),
    },
    underMs("merge-early-warning", "early warning over 30 active branches after one commit", 150),
  ],
  ui: [
    underMs("ui-start", "from the address to a board with cards, 2,000 items", 1_000),
    {
      id: "ui-javascript",
      name: "JavaScript loaded until then, gzip",
      text: "≤ 500 KB",
      isAbsolute: true,
      holds: (value) => value <= 500,
    },
    underMs("ui-board-filter", "from the words of a filter to the picture of a board of 2,000 cards", 34),
    atLeast("ui-board-drag", "pictures a second over idle, a card dragged over a board of 2,000", 0.9),
    atLeast("ui-feed-frames", "pictures a second over idle, 200 events a second in the feed", 0.9),
    atMost("ui-memory", "live memory of the page after an hour's worth of screens of 8 agents, over before", 1.2),
  ],
  exchange: [
    underMs("exchange-loop", "longest hold-up of the core's loop during import and export of 100,000 items", 20),
  ],
  cli: [
    atMost("cli-ready-node", "`drover ready` as a process over bare Node, 10,000 items", 1.3),
    atMost("cli-ready-bd", "`drover ready` as a process over `bd ready` with its daemon, 10,000 items", 0.5),
  ],
  ledger: [
    atLeast(
      "ledger-changes",
      "acknowledged changes/s, 30 writers, over group-committed appends of the same bytes",
      0.5,
    ),
    {
      id: "ledger-claim-p99",
      name: "durable claim p99 against fdatasync p99",
      text: "≤ 2 × + 0.3 ms",
      holds: (value, baseline) => value <= 2 * baseline + 0.3,
    },
    atMost("ledger-ready-100k", "ready (10) after a change, 100,000 items, over full recomputation", 0.001),
    atMost("ledger-cold-100k", "cold start, 100,000 items, over JSON.parse of the same lines", 1.6),
    atMost("ledger-commit-tmpfs", "batch of 10 of 10,000 items to git on tmpfs, over git add + git commit", 0.15),
    atMost("ledger-commit-disk", "the same on a disk", 0.4),
  ],
};

function wallOf(batch: number, lanes: number): string {
  return `50 clean submissions, gate of 1 s, batches of ${batch}, ${lanes} lanes: wall over ideal`;
}

function atMost(id: string, name: string, limit: number): Goal {
  return { id, name, text: `≤ ${limit}`, holds: (value, baseline) => value / baseline <= limit };
}

function atLeast(id: string, name: string, limit: number): Goal {
  return { id, name, text: `≥ ${limit}`, holds: (value, baseline) => value / baseline >= limit };
}

function underMs(id: string, name: string, limit: number): Goal {
  return { id, name, text: `≤ ${limit} ms`, isAbsolute: true, holds: (value) => value <= limit };
}
