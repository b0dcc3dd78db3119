import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Agent } from "../../../shared/model/agent.ts";
import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";
import { createAttachments } from "./attachments.ts";
import { editorCommand } from "./editor-command.ts";
import { findFile } from "./place.ts";
import { readText } from "./read.ts";
import { type WordPorts, linksOf } from "./words.ts";

export interface FilesDeps {
  readonly clock: Clock;
  resolveAgent(
    ref: string,
    ownProject: string | undefined,
  ): Result<Agent, Failure<"agent-not-found" | "agent-ambiguous">>;
  /** Absolute path of the agent's worktree; undefined while it has none. */
  worktreeOf(agent: IdentityPath): string | undefined;
  item: WordPorts["item"];
  /** As in `WordPorts`, in the repository of that project; nothing where there is none. */
  commits(project: string | undefined, names: readonly string[]): ReturnType<WordPorts["commits"]>;
  /** The user's editor as a template, as it is set now; empty: none. */
  editor(): string;
  /** Starts a program that goes on by itself. Throws where it cannot be started. */
  start(command: readonly string[], cwd: string): Promise<unknown>;
}

export interface Files extends AsyncDisposable {
  readonly handlers: SomeHandlers<"file.read" | "file.links" | "file.edit" | "file.attach">;
}

/** The files of agents' worktrees, as they are now: to be read, opened elsewhere, linked to, and brought. */
export function createFiles(deps: FilesDeps): Files {
  const attachments = createAttachments(deps.clock);

  function worktree(ref: string, caller: IdentityPath) {
    const agent = deps.resolveAgent(ref, projectOf(caller));
    if (!agent.ok) return agent;
    const found = deps.worktreeOf(agent.value.path);
    if (found !== undefined && found !== "") return ok(found);
    return fail("no-worktree", `${agent.value.path} has no worktree now.`, {
      remedy: "It gets one with its next work; what it did is on its branch.",
    });
  }

  return {
    handlers: {
      "file.read": async ({ agent, path }, caller) => {
        const place = worktree(agent, caller.identity);
        if (!place.ok) return place;
        const found = await findFile(place.value, path);
        if (!found.ok) return found;
        const { text, isCut } = await readText(found.value.file);
        return ok({ ...found.value, isCut, ...(text === undefined ? {} : { text }) });
      },
      "file.links": async ({ agent: ref, words }, caller) => {
        const agent = deps.resolveAgent(ref, projectOf(caller.identity));
        if (!agent.ok) return agent;
        const { path, project } = agent.value;
        const links = await linksOf([...new Set(words)], {
          worktree: deps.worktreeOf(path) || undefined,
          item: deps.item,
          commits: (names) => deps.commits(project, names),
        });
        return ok({ links: [...links] });
      },
      "file.edit": async ({ agent, path, line = 1, column = 1 }, caller) => {
        const place = worktree(agent, caller.identity);
        if (!place.ok) return place;
        const found = await findFile(place.value, path);
        if (!found.ok) return found;
        const command = editorCommand(deps.editor(), { file: found.value.file, line, column });
        if (!command.ok) return command;
        try {
          await deps.start(command.value, place.value);
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error);
          return fail("editor-failed", `The editor ${command.value[0] ?? ""} could not be started: ${why}`, {
            remedy: "Put the whole path of the program into the settings, or one that is in the PATH of the core.",
          });
        }
        return ok({ started: [...command.value] });
      },
      "file.attach": async ({ agent, name, attachment, data, isLast }, caller) => {
        const place = worktree(agent, caller.identity);
        if (!place.ok) return place;
        return attachments.add({ worktree: place.value, name, attachment, data: Buffer.from(data, "base64"), isLast });
      },
    },
    [Symbol.asyncDispose]: () => attachments[Symbol.asyncDispose](),
  };
}
