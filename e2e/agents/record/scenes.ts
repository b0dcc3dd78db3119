import { setTimeout as pause } from "node:timers/promises";
import type { Script } from "../../support/model-server/script.ts";
import type { ScriptedModel } from "../../support/model-server/server.ts";
import type { CliSetUp } from "../support/clis.ts";
import { type RecordedTerminal, shows } from "./terminal.ts";

export interface SceneTools {
  readonly terminal: RecordedTerminal;
  readonly model: ScriptedModel;
  readonly cli: CliSetUp;
  /** Submits a line at the prompt, as Drover would. */
  submit(text: string): Promise<void>;
  /** Ends the turn, as Drover would. */
  interrupt(): Promise<void>;
}

export interface Scene {
  readonly name: string;
  /** The first turn. */
  readonly prompt: string;
  readonly script: Script;
  /** What is other in the home of a CLI than in the set-up: files by path below it, from what they are there. */
  readonly home?: Readonly<Record<string, Readonly<Record<string, (text: string) => string>>>>;
  /** Only of those CLIs; else of all. */
  readonly clis?: readonly string[];
  play(tools: SceneTools): Promise<void>;
}

const DONE = "All done with the first scene.";
/** Time for a state to be seen for what it is: longer than signals race and looks are apart. */
const SETTLED_MS = 5_000;
const SPINNER_MS = 2_500;
const SLOW_MS = 60_000;
/** Longer than any of them pauses between two tries. */
const GIVEN_UP_MS = 35_000;

/** Says yes to whatever is asked until the model is asked; each question is marked once it stands there. */
async function answerUntil(reached: Promise<unknown>, { terminal, cli }: SceneTools, mark: string): Promise<void> {
  let isReached = false;
  void reached.then(() => (isReached = true));
  for (let waited = 0; waited < SLOW_MS && !isReached; waited += 200) {
    await pause(200);
    const screen = await terminal.screen();
    const answer = cli.answers.find(({ question }) => question.test(screen));
    if (answer === undefined || isReached) continue;
    await pause(SETTLED_MS);
    if (isReached) return;
    terminal.mark(mark, "waiting-for-permission");
    for (const key of answer.keys) {
      terminal.type(key);
      await pause(300);
    }
    await pause(2_000);
  }
  if (!isReached) throw new Error(`The model is not asked:\n${await terminal.screen()}`);
}

/** It offers another mode after its first turn, unless it has been told what to ask for. */
const QUIET_CLAUDE: Scene["home"] = {
  claude: { ".claude/settings.json": () => JSON.stringify({ permissions: { ask: ["Bash"] } }) },
};

/** A whole turn with a question, a second one that is interrupted, and a crash. */
const turn: Scene = {
  name: "turn",
  prompt: "Scene one: write the proof.",
  // These two do so much by themselves that they would not ask.
  home: {
    ...QUIET_CLAUDE,
    codex: { ".codex/rules/default.rules": () => 'prefix_rule(pattern = ["touch"], decision = "prompt")\n' },
  },
  script: [
    {
      when: /Scene one/,
      answers: [
        { hold: "first", run: "touch proof.txt" },
        { hold: "second", say: DONE },
      ],
    },
    { when: /Scene two/, answers: [{ hold: "third", say: "All done with the second scene." }] },
  ],
  async play(tools) {
    const { terminal, model } = tools;
    await answerUntil(model.held("first"), tools, "question-at-start");
    await pause(SETTLED_MS);
    terminal.mark("spinner", "working");
    model.release("first");
    await pause(500);
    await answerUntil(model.held("second"), tools, "permission-question");
    await pause(SETTLED_MS);
    terminal.mark("spinner-after-question", "working");
    model.release("second");
    await shows(terminal, new RegExp(DONE), SLOW_MS);
    await pause(SETTLED_MS);
    terminal.mark("idle-prompt", "waiting-for-input");
    await tools.submit("Scene two: think long.");
    await model.held("third");
    await pause(SPINNER_MS);
    terminal.mark("spinner-again", "working");
    await tools.interrupt();
    await pause(SETTLED_MS + 2_000);
    terminal.mark("interrupted", "waiting-for-input");
    terminal.kill("SIGKILL");
    await terminal.exited;
    terminal.mark("crash", "exited");
  },
};

/** The vendor takes no more requests for an hour. */
const limit: Scene = {
  name: "limit",
  prompt: "Scene one: write the proof.",
  // It tries for minutes, and says so; what it comes to in the end is the same.
  home: {
    ...QUIET_CLAUDE,
    codex: {
      ".codex/config.toml": (text) =>
        text.replace(
          'wire_api = "responses"',
          'wire_api = "responses"\nrequest_max_retries = 0\nstream_max_retries = 0',
        ),
    },
  },
  script: [{ when: /Scene one/, answers: [{ fail: { status: 429, times: 1_000 } }] }],
  async play(tools) {
    const { terminal, model } = tools;
    await answerUntil(
      model.request(() => true),
      tools,
      "question-at-start",
    );
    // They try again and again, and work as far as anybody can see, until they give up.
    for (let asked = 0; asked < model.asked.length; await pause(GIVEN_UP_MS)) asked = model.asked.length;
    terminal.mark("limited", "rate-limited");
  },
};

/** Of the others the transcript tells, which is not in a recording. */
const TELL_CONTEXT: ReadonlySet<string> = new Set(["pi", "qwen"]);

/** What it holds is nearly used up at the end of a turn. */
const context: Scene = {
  name: "context",
  prompt: "Scene one: say something long.",
  home: QUIET_CLAUDE,
  script: [
    {
      when: /Scene one/,
      answers: [{ say: DONE, usage: { input: 178_000, output: 900, cacheRead: 500 } }],
    },
  ],
  play: (tools) => untilDone(tools, "nearly-full", TELL_CONTEXT.has(tools.cli.id) ? "context-nearly-full" : undefined),
};

/** Its turn is over, and then it offers something: a question all the same, and one that no hook tells of. */
const offer: Scene = {
  name: "offer",
  prompt: "Scene one: say something.",
  clis: ["claude"],
  script: [{ when: /Scene one/, answers: [{ say: DONE }] }],
  async play(tools) {
    await untilDone(tools, undefined);
    await shows(tools.terminal, /Make auto mode your default/, SLOW_MS);
    await pause(SETTLED_MS);
    tools.terminal.mark("offer", "waiting-for-permission");
  },
};

/** There is a newer version, and it says so. */
const update: Scene = {
  name: "update",
  prompt: "Scene one: say something.",
  clis: ["codex"],
  home: {
    codex: {
      ".codex/version.json": () =>
        JSON.stringify({ latest_version: "9.9.9", last_checked_at: new Date().toISOString() }),
      ".codex/config.toml": (text) => text.replace("check_for_update_on_startup = false\n", ""),
    },
  },
  script: [{ when: /Scene one/, answers: [{ say: DONE }] }],
  play: (tools) => untilDone(tools, "idle-under-notice"),
};

/** Plays a turn in which nothing but the answer happens, and says what it came to. */
async function untilDone(tools: SceneTools, mark: string | undefined, state = "waiting-for-input"): Promise<void> {
  const { terminal, model } = tools;
  const asked = model.request(() => true);
  await answerUntil(asked, tools, "question-at-start");
  await shows(terminal, new RegExp(DONE), SLOW_MS);
  if (mark === undefined) return;
  await pause(SETTLED_MS);
  terminal.mark(mark, state);
}

export const SCENES: readonly Scene[] = [turn, limit, context, offer, update];
