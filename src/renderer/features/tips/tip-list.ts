import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { CommandId } from "../../lib/commands/catalogue.ts";

type Counts = OutputOf<"workspace.overview">["counts"];

/** What tips go by. */
export interface TipFacts {
  readonly projects: number;
  readonly counts: Counts;
}

export interface Tip {
  /** What it is about. Whoever runs the command knows, and is not told. */
  readonly command: CommandId;
  /** Goes on behind the keys. */
  readonly text: string;
  /** When it is of use. */
  when(facts: TipFacts): boolean;
}

/** In the order in which people need them. */
export const TIPS: readonly Tip[] = [
  {
    command: "item.create",
    text: "writes down what should be built next",
    when: ({ projects, counts }) => projects > 0 && isAtRest(counts),
  },
  {
    command: "item.sling",
    text: "gives the chosen card to an agent; dragging it onto one does too",
    when: ({ counts }) => counts.ready > 0 && counts.agentsAtWork === 0,
  },
  { command: "attention.next", text: "leads to whoever needs you next", when: ({ counts }) => counts.needsUser > 0 },
  {
    command: "view.agents",
    text: "shows all agents at once, those that need somebody first",
    when: ({ counts }) => counts.agentsAtWork > 1,
  },
  {
    command: "view.merge-queue",
    text: "shows what is about to land, and why it waits",
    when: ({ counts }) => counts.inQueue > 0,
  },
  {
    command: "time.travel",
    text: "shows the window as it was at any moment",
    when: ({ projects, counts }) => projects > 0 && isAtRest(counts),
  },
  { command: "palette.open", text: "finds and runs everything", when: ({ projects }) => projects > 0 },
];

function isAtRest({ ready, blocked, inProgress, inQueue }: Counts): boolean {
  return ready + blocked + inProgress + inQueue === 0;
}

/** The first that is of use now and was neither put away nor needed. */
export function tipOf(facts: TipFacts, isKnown: (command: CommandId) => boolean): Tip | undefined {
  return TIPS.find((tip) => !isKnown(tip.command) && tip.when(facts));
}
