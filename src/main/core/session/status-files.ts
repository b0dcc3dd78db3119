import path from "node:path";
import type { AgentView, SessionStatus } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Clock } from "../base/clock.ts";
import { writeFileAtomic } from "../platform/fs/atomic-write.ts";
import { createPrivateDirectory } from "../platform/fs/private-directory.ts";

/** A file per agent that says what it does, for status lines and programs of the user's own. */
export interface StatusFiles {
  told(status: SessionStatus): void;
  drain(): Promise<void>;
}

export interface StatusFilesDeps {
  /** `<folder>/<identity path>/status.json`. */
  readonly folder: string;
  readonly clock: Clock;
  /** The agent as it is; undefined for one that is not known any more. */
  view(agent: IdentityPath): AgentView | undefined;
  report(error: unknown): void;
}

/** Changes are gathered for that long. */
const WRITE_STEP_MS = 2_000;
/** Where only the time of the last sign of life changed, it is written that seldom. */
const SEEN_STEP_MS = 30_000;

interface File {
  written: string;
  seenAt: number;
  timer: Disposable | undefined;
  writing: Promise<void>;
}

export function createStatusFiles({ folder, clock, view, report }: StatusFilesDeps): StatusFiles {
  const files = new Map<IdentityPath, File>();

  async function write(agent: IdentityPath, file: File): Promise<void> {
    const shown = view(agent);
    if (shown?.status === undefined) return;
    const { last_active: seenAt, ...rest } = statusFile(shown, shown.status);
    const text = JSON.stringify(rest);
    if (text === file.written && seenAt - file.seenAt < SEEN_STEP_MS) return;
    file.written = text;
    file.seenAt = seenAt;
    const place = path.join(folder, ...agent.split("/"));
    await createPrivateDirectory(place);
    const whole = `${JSON.stringify({ ...rest, last_active: seenAt }, undefined, 2)}\n`;
    await writeFileAtomic(path.join(place, "status.json"), whole, { durable: false });
  }

  function flush(agent: IdentityPath, file: File): Promise<void> {
    file.timer?.[Symbol.dispose]();
    file.timer = undefined;
    file.writing = file.writing.then(() => write(agent, file)).catch(report);
    return file.writing;
  }

  return {
    told({ agent }) {
      let file = files.get(agent);
      if (file === undefined) {
        files.set(agent, (file = { written: "", seenAt: 0, timer: undefined, writing: Promise.resolve() }));
      }
      const known = file;
      known.timer ??= clock.after(WRITE_STEP_MS, () => {
        void flush(agent, known);
      });
    },
    async drain() {
      const due = [...files].filter(([, file]) => file.timer !== undefined);
      await Promise.all(due.map(([agent, file]) => flush(agent, file)));
      await Promise.all([...files.values()].map(({ writing }) => writing));
    },
  };
}

/** Times are ms since 1970. Its names are those of `drover agent status --json`. */
function statusFile(agent: AgentView, status: SessionStatus) {
  const { context } = status;
  return {
    agent: agent.path,
    status: status.state,
    evidence: status.evidence,
    source: status.source,
    reliability: status.reliability,
    since: status.since,
    until: status.until,
    current_task: agent.hook?.item,
    title: agent.itemTitle,
    context_summary: status.progress?.text ?? status.title,
    context_used: context?.used,
    context_size: context?.size,
    session: status.session,
    /** How to see it. */
    window: `drover agent attach ${agent.path}`,
    last_active: status.seenAt,
  };
}
