/**
 * What a model shall answer, by rules. A rule holds for a user's text that it matches; the newest such text of a
 * conversation counts, and the number of tool results after it says which of the rule's answers is next. So a script needs
 * no memory: a conversation that is begun anew, resumed or sent again is answered from what is in it.
 */
export type Script = readonly Rule[];

export interface Rule {
  /** Looked for in texts of the user; of several rules that match one text the first counts. */
  readonly when: RegExp;
  /** Also holds where the CLI lets the model run nothing; what it asks for titles and the like has no shell either. */
  readonly withoutShell?: true;
  readonly answers: readonly Answer[];
}

/** One answer of the model: a shell command to be run, or a text that ends the turn. */
export interface Answer {
  readonly run?: string;
  /** The command needs a permission, and the tool, where it has an argument for that, is told to ask for it. */
  readonly asks?: true;
  readonly say?: string;
  /** Not given before the test releases what has this name. */
  readonly hold?: string;
  /** So many times the request fails with this HTTP status before it is answered. */
  readonly fail?: { readonly status: number; readonly times: number; readonly retryAfterSeconds?: number };
  readonly usage?: Usage;
}

/** Tokens of one answer. `input` is without `cacheRead`, as `ModelUsage` counts; each interface tells it in its own way. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
}

export const USAGE: Usage = { input: 1_200, output: 40, cacheRead: 300 };
export const NO_USAGE: Usage = { input: 0, output: 0, cacheRead: 0 };

export function addUsage(a: Usage, b: Usage): Usage {
  return { input: a.input + b.input, output: a.output + b.output, cacheRead: a.cacheRead + b.cacheRead };
}

/** One part of a conversation as a model is sent it, oldest first. */
export interface Said {
  readonly who: "user" | "agent" | "tool" | "system";
  readonly text: string;
}

export interface Next {
  readonly answer: Answer;
  /** Index of the rule, and of its answer. */
  readonly rule: number;
  readonly step: number;
}

const OVER: Answer = { say: "Done." };

/**
 * The next answer in a conversation; undefined when no rule holds, and when something is asked after the turn that a rule was
 * for: CLIs ask for suggestions, titles and memories that way. Pure.
 */
export function nextAnswer(script: Script, conversation: readonly Said[]): Next | undefined {
  for (let at = conversation.length - 1; at >= 0; at -= 1) {
    const said = conversation[at];
    if (said?.who !== "user") continue;
    const rule = script.findIndex(({ when }) => when.test(said.text));
    if (rule === -1) continue;
    const turn = conversation.slice(at + 1);
    const step = turn.filter(({ who }) => who === "tool").length;
    const sinceLastCall = turn.slice(turn.findLastIndex(({ who }) => who === "tool") + 1);
    const end = sinceLastCall.findIndex(({ who, text }) => who === "agent" && text.trim() !== "");
    const isOver = end !== -1 && sinceLastCall.slice(end).some(({ who }) => who === "user");
    return isOver ? undefined : { answer: script[rule]?.answers[step] ?? OVER, rule, step };
  }
  return undefined;
}
