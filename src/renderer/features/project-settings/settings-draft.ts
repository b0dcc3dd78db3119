import type { InputOf } from "../../../shared/contract/contract.ts";
import type { Project } from "../../../shared/model/project.ts";
import { type GateDraft, draftGates, gatesOf } from "../../lib/gate-drafts.ts";
import { parseLimit } from "../../lib/parse-limit.ts";
import { type QueueDraft, draftQueue, queueChanges, queueConsequences } from "./queue-draft.ts";

/** A project's settings while they are edited. */
export interface SettingsDraft {
  readonly target: string;
  readonly landing: Project["landing"];
  readonly landOnCheckedOut: boolean;
  readonly gates: readonly GateDraft[];
  readonly queue: QueueDraft;
  /** Empty leaves it to the workspace. */
  readonly runtime: string;
  /** As typed. */
  readonly maxWorkers: string;
  readonly unattended: boolean;
}

export function draftSettings(project: Project): SettingsDraft {
  const { target, landing, landOnCheckedOut, gates, queue, runtime, maxWorkers, unattended } = project;
  return {
    target,
    landing,
    landOnCheckedOut,
    gates: draftGates(gates),
    queue: draftQueue(queue),
    runtime: runtime ?? "",
    maxWorkers: String(maxWorkers),
    unattended,
  };
}

export interface SettingsChange {
  /** What is sent: only what differs. */
  readonly input: InputOf<"project.edit">;
  /** In words, what will be different about how agents run or what lands; the user is asked first where there is any. */
  readonly consequences: readonly string[];
}

/** What saving would change; undefined while nothing differs or something cannot be saved. */
export function settingsChange(project: Project, draft: SettingsDraft): SettingsChange | undefined {
  const maxWorkers = parseLimit(draft.maxWorkers);
  if (maxWorkers === "bad" || maxWorkers === undefined || draft.target.trim() === "") return undefined;
  const queue = queueChanges(project.queue, draft.queue);
  if (queue === "bad") return undefined;
  const before = draftSettings(project);
  const target = draft.target.trim();
  const gates = gatesOf(draft.gates);
  const changesGates = JSON.stringify(gates) !== JSON.stringify(gatesOf(before.gates));
  const changesRuntime = draft.runtime !== before.runtime && draft.runtime !== "";
  const input: InputOf<"project.edit"> = {
    project: project.name,
    ...(target === before.target ? {} : { target }),
    ...(draft.landing === before.landing ? {} : { landing: draft.landing }),
    ...(draft.landOnCheckedOut === before.landOnCheckedOut ? {} : { landOnCheckedOut: draft.landOnCheckedOut }),
    ...(changesGates ? { gates } : {}),
    ...(Object.keys(queue).length === 0 ? {} : { queue }),
    ...(changesRuntime ? { runtime: draft.runtime } : {}),
    ...(maxWorkers === project.maxWorkers ? {} : { maxWorkers }),
    ...(draft.unattended === before.unattended ? {} : { unattended: draft.unattended }),
  };
  if (Object.keys(input).length === 1) return undefined;
  return { input, consequences: consequencesOf(input) };
}

function consequencesOf(input: InputOf<"project.edit">): readonly string[] {
  const { target, landing, landOnCheckedOut, gates, queue, runtime, unattended } = input;
  return [
    ...(target === undefined ? [] : [`Work lands on ${target} from now on, also what waits in the queue.`]),
    ...(landing === undefined ? [] : [LANDING_CONSEQUENCES[landing]]),
    ...(landOnCheckedOut === undefined
      ? []
      : [
          landOnCheckedOut
            ? "Landing changes files of a clean checkout of the target branch."
            : "Landings wait while the target branch is checked out.",
        ]),
    ...(gates === undefined ? [] : [gateConsequence(gates.map(({ name }) => name))]),
    ...(queue === undefined ? [] : queueConsequences(queue)),
    ...(runtime === undefined ? [] : [`New workers run ${runtime}; those at work keep what they run.`]),
    ...(unattended === undefined
      ? []
      : [
          unattended
            ? "Agents no longer ask before they run commands, change files in their worktrees, or use the network."
            : "Agents started from now on ask before they do what their settings do not allow.",
        ]),
  ];
}

const LANDING_CONSEQUENCES: Readonly<Record<Project["landing"], string>> = {
  local: "What lands moves the branch of the repository on this machine.",
  push: "What lands is pushed to the remote, where others see it.",
  "pull-request":
    "What is green becomes a pull request under your name, through gh or glab. It has landed when it is merged there.",
};

function gateConsequence(names: readonly string[]): string {
  return names.length === 0
    ? "Nothing is tested before it lands."
    : `Before anything lands, ${names.join(", ")} must succeed.`;
}
