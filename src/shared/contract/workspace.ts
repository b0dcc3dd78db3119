import { z } from "zod";
import { frozen } from "./freeze.ts";
import { agentView, sessionStatus } from "../model/agent.ts";
import { convoyView } from "../model/convoy.ts";
import { notification } from "../model/mail.ts";
import { identityPath, name, timestamp } from "../model/primitives.ts";
import { project } from "../model/project.ts";
import { ANYONE, SUPERVISORS, USER_ONLY, request, stream } from "./verb.ts";

/** Everything the workspace tree, the tray and `drover status` show. */
export const workspaceOverview = request({
  name: "workspace.overview",
  summary: "Say how the workspace stands: projects, agents, convoys, queue, what needs you.",
  input: z.strictObject({}),
  output: z.object({
    path: z.string(),
    version: z.string(),
    git: z.object({ version: z.string(), from: z.enum(["bundled", "system"]) }).optional(),
    startedAt: timestamp,
    projects: z.array(project),
    agents: z.array(agentView),
    convoys: z.array(convoyView),
    counts: z.object({
      agentsAtWork: z.int(),
      needsUser: z.int(),
      ready: z.int(),
      blocked: z.int(),
      inProgress: z.int(),
      inQueue: z.int(),
      unreadMail: z.int(),
    }),
    /** Everything was paused at once, and stands still. */
    frozen: frozen.optional(),
    /** Position in the event stream that this answer includes: subscribe behind it. */
    cursor: z.string(),
    /** Troubles of Drover itself: a quarantined record, a host that will not start, a stopped journal. */
    health: z.array(z.object({ severity: z.enum(["info", "warning", "error"]), text: z.string() })),
  }),
  errors: [],
  callers: ANYONE,
  danger: "safe",
});

/** An event of the ledger as faces see it. */
export const feedEvent = z.object({
  seq: z.int(),
  at: timestamp,
  /** The project it is about, else the ledger it is in. */
  ledger: z.string(),
  kind: z.string(),
  subject: z.string(),
  type: z.string(),
  actor: identityPath,
  /** In words, for the feed. */
  text: z.string(),
  cause: z.string().optional(),
});
export type FeedEvent = z.infer<typeof feedEvent>;

export const eventWatch = stream({
  name: "event.watch",
  summary: "Follow everything that happens, resumable from any point that is still kept.",
  input: z.strictObject({
    kinds: z.array(z.string()).optional(),
    project: name.optional(),
    subject: z.string().optional(),
  }),
  event: feedEvent,
  errors: ["cursor-too-old"],
  callers: ANYONE,
  danger: "safe",
});

export const eventList = request({
  name: "event.list",
  summary: "List the latest events, newest first.",
  input: z.strictObject({ limit: z.int().min(1).max(5000).optional(), project: name.optional() }),
  output: z.object({ events: z.array(feedEvent) }),
  errors: [],
  callers: ANYONE,
  danger: "safe",
});

/** The states of all sessions now, then each change. Not resumable: a new stream begins with all of them again. */
export const sessionWatch = stream({
  name: "session.watch",
  summary: "Follow the state of every session, with its evidence.",
  input: z.strictObject({}),
  event: sessionStatus,
  errors: [],
  callers: SUPERVISORS,
  danger: "safe",
});

export const notificationWatch = stream({
  name: "notification.watch",
  summary: "Follow what the user is told: convoys landed, agents parked, decisions needed.",
  input: z.strictObject({
    /** Without a cursor: also what so many of the latest events were told by, as far as they are kept. */
    past: z.int().min(0).max(20_000).optional(),
  }),
  event: notification,
  errors: ["cursor-too-old"],
  callers: USER_ONLY,
  danger: "safe",
});

export const demoStart = request({
  name: "demo.start",
  summary:
    "Make a sample repository and let eight scripted agents land a convoy of twelve items on it. No account needed.",
  input: z.strictObject({
    seed: z.int().min(0).max(2_147_483_647).optional(),
    pace: z.number().min(0).max(10).optional(),
  }),
  output: z.object({ project: name, convoy: z.string(), seed: z.int() }),
  errors: ["demo-running", "git-missing", "git-too-old", "start-failed"],
  callers: USER_ONLY,
  danger: "safe",
});

/** How an agent with work parts from it: see core/ending. `message` says why it could not be saved. */
const parting = z.object({
  agent: identityPath,
  state: z.enum(["asked", "handed-off", "saved", "failed"]),
  message: z.string().optional(),
});

/** Agents hand off, since the core is about to stop; those who have not by then are saved as they are. */
export const coreEndingState = z.object({ until: timestamp, agents: z.array(parting) });
export type CoreEnding = z.infer<typeof coreEndingState>;

export const coreStop = request({
  name: "core.stop",
  summary:
    "Stop the core. Agents at work go on in their PTY hosts and are re-attached at the next start, or hand off and are ended first, or are ended at once.",
  input: z.strictObject({
    agents: z.enum(["keep", "stop", "hand-off"]),
    /** With `hand-off`: time that they have for it in ms, two minutes unless told. Asked again, it can only be shortened. */
    withinMs: z.int().min(0).max(3_600_000).optional(),
  }),
  output: z.object({
    stopping: z.literal(true),
    /** With `hand-off`, when all have parted from their work. */
    partings: z.array(parting).optional(),
  }),
  errors: [],
  callers: USER_ONLY,
  danger: "confirm",
});

/** Nothing before it begins; then at once and after each change. Ends with the core. */
export const coreEnding = stream({
  name: "core.ending",
  summary: "Follow how agents hand off before the core stops.",
  input: z.strictObject({}),
  event: coreEndingState,
  errors: [],
  callers: USER_ONLY,
  danger: "safe",
});

export const workspaceVerbs = [
  workspaceOverview,
  eventWatch,
  eventList,
  sessionWatch,
  notificationWatch,
  demoStart,
  coreStop,
  coreEnding,
] as const;
