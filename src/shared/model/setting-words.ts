import { PREFERENCE_WORDS } from "./preference-words.ts";
import type { SettingWords } from "./setting-shape.ts";
import type { SettingKey } from "./settings.ts";

const seconds = (min: number, max: number) =>
  ({ unit: "seconds", shape: { kind: "number", min, max, step: min < 1 ? 0.1 : 1 } }) as const;

/** Every setting in words: of these are made the comments of settings.toml, the settings view and the command line's. */
export const SETTING_WORDS: Readonly<Record<SettingKey, SettingWords>> = {
  ...PREFERENCE_WORDS,
  defaultRuntime: {
    section: "Agents and runtimes",
    title: "Default runtime",
    about: "The agent CLI of agents for whom neither they nor their project name one. `drover runtimes` lists them.",
    shape: { kind: "text", example: "claude" },
    words: "model cli claude codex gemini",
  },
  runtimes: {
    section: "Agents and runtimes",
    title: "Runtimes of your own",
    about: "Agent CLIs beyond those that Drover knows; one with the id of a known one takes its place.",
    shape: { kind: "table", example: '[{ id = "mine", title = "Mine", command = ["my-agent"] }]' },
  },
  specialities: {
    section: "Agents and runtimes",
    title: "Specialities",
    about: "Runtime and model with which workers for items with that label are hired.",
    shape: { kind: "table", example: '{ docs = { runtime = "claude", model = "haiku" } }' },
    words: "label model",
  },
  passEnv: {
    section: "Agents and runtimes",
    title: "Variables for every session",
    about: "Names of variables of your environment that every session is given; `*` at the end stands for anything.",
    shape: { kind: "list", example: '["NPM_TOKEN", "AWS_*"]' },
    words: "environment env secrets",
  },
  prices: {
    section: "Prices and billing",
    title: "Prices of models",
    about: "US dollars for a million tokens, by model, over the prices that come with Drover.",
    shape: { kind: "table", example: '{ "my-model" = { input = 3, output = 15 } }' },
    words: "cost money usd tokens",
  },
  billing: {
    section: "Prices and billing",
    title: "How runtimes are paid",
    about:
      "By runtime: `billable` where it is paid by the token, `equivalent` under a subscription. Otherwise Drover looks at the keys in its environment.",
    shape: { kind: "table", example: '{ claude = "equivalent" }' },
    words: "cost subscription",
  },
  nudgeAfterSeconds: {
    section: "Patrol timings",
    title: "Nudge after",
    about: "Silence after which an agent that has not begun its work is nudged.",
    ...seconds(5, 3_600),
  },
  stallAfterSeconds: {
    section: "Patrol timings",
    title: "Stalled after",
    about:
      "Silence after which an agent at work is asked whether it lives: three times, with growing pauses, then its session is replaced.",
    ...seconds(5, 3_600),
    words: "probe restart hang",
  },
  zombieAfterSeconds: {
    section: "Patrol timings",
    title: "Ended after its work",
    about: "Time an agent may stay after its work was handed in; then it is ended.",
    ...seconds(2, 3_600),
    words: "zombie",
  },
  handOffAfterSeconds: {
    section: "Patrol timings",
    title: "Handed off after",
    about:
      "Time an agent whose context is nearly full has to hand off by itself; then Drover does it between two turns.",
    ...seconds(5, 3_600),
    words: "context",
  },
  restartPauseSeconds: {
    section: "Patrol timings",
    title: "Pause before a restart",
    about:
      "Pause before the second restart of an agent that crashes, doubled by each that follows. Five crashes in ten minutes take it out of work until you look.",
    ...seconds(0.1, 600),
    words: "crash",
  },
  syncAfterSeconds: {
    section: "Sync and compaction",
    title: "Push the ledger after",
    about: "Time after a change until the ledger of a project that has sync switched on is pushed.",
    ...seconds(1, 3_600),
  },
  syncEverySeconds: {
    section: "Sync and compaction",
    title: "Look at origins every",
    about: "Time between looks at the origins of such ledgers while nothing changes here.",
    ...seconds(10, 86_400),
  },
  compactAfterDays: {
    section: "Sync and compaction",
    title: "Compact after",
    about:
      "Days after which closed items that are far from open ones get a digest in place of their texts, once a day.",
    shape: { kind: "number", min: 1, max: 36_500, step: 1 },
    unit: "days",
    otherwise: "nothing is compacted",
    words: "digest history",
  },
  "owner.name": {
    section: "Workspace owner",
    title: "Name",
    about: "The human behind the agents: the committer of the ledger's commits.",
    shape: { kind: "text", example: "Ada Lovelace" },
    otherwise: "git's user.name",
    restart: true,
    words: "git author committer",
  },
  "owner.email": {
    section: "Workspace owner",
    title: "E-mail",
    about: "Agents' commits and the ledger's carry this address.",
    shape: { kind: "text", example: "ada@example.org" },
    otherwise: "git's user.email",
    restart: true,
    words: "git author committer mail address",
  },
};
