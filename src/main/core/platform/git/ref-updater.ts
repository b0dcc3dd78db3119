import type { Conversation } from "../process/process-runner.ts";
import type { Git } from "./git.ts";
import { encodeChange, type RefChange, type UpdateRefsOutcome } from "./update-refs.ts";

/**
 * Moves refs through one `git update-ref --stdin` that stays open, for whoever does it many times a second. A refused
 * transaction ends that git; the next one starts another.
 */
export interface RefUpdater {
  /** All or none, each compared with what it has to name before; synced to disk. One after another. */
  update(changes: readonly RefChange[]): Promise<UpdateRefsOutcome>;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Session {
  readonly conversation: Conversation;
  /** Of the transaction now under way. */
  answer: PromiseWithResolvers<UpdateRefsOutcome> | undefined;
  said: string;
  complained: string;
}

export function createRefUpdater({ git, repository }: { readonly git: Git; readonly repository: string }): RefUpdater {
  let session: Session | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let isDisposed = false;

  async function open(): Promise<Session> {
    const opened: Session = {
      answer: undefined,
      said: "",
      complained: "",
      conversation: await git.open(
        ["-c", "core.fsync=reference", "update-ref", "-z", "--no-deref", "--stdin"],
        { cwd: repository },
        (stream, chunk) => {
          const text = Buffer.from(chunk).toString();
          if (stream === "stderr") opened.complained += text;
          else opened.said += text;
          if (!opened.said.includes("commit: ok\n")) return;
          opened.said = "";
          opened.answer?.resolve({ kind: "updated" });
          opened.answer = undefined;
        },
      ),
    };
    const ended = (cause?: unknown): void => {
      if (session === opened) session = undefined;
      const reason = opened.complained.trim();
      if (/cannot lock ref|reference already exists/.test(reason)) opened.answer?.resolve({ kind: "moved", reason });
      else opened.answer?.reject(new Error(`git update-ref --stdin in ${repository} ended: ${reason}`, { cause }));
    };
    opened.conversation.ended.then(() => ended(), ended);
    return opened;
  }

  async function transact(changes: readonly RefChange[]): Promise<UpdateRefsOutcome> {
    if (isDisposed) throw new Error(`The ref updater of ${repository} was closed`);
    const text = `start\0${changes.map(encodeChange).join("")}prepare\0commit\0`;
    session ??= await open();
    const answer = Promise.withResolvers<UpdateRefsOutcome>();
    session.answer = answer;
    await session.conversation.write(text);
    return await answer.promise;
  }

  return {
    update(changes) {
      const next = last.then(() => transact(changes));
      last = next.catch(() => {});
      return next;
    },
    async [Symbol.asyncDispose]() {
      await last;
      isDisposed = true;
      session?.conversation.end();
      await session?.conversation.ended.catch(() => {});
    },
  };
}
