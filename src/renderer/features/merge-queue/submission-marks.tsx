import { BadgeCheck, CirclePause, FlaskConical, MessageSquareWarning, ShieldCheck, Undo2, Zap } from "lucide-react";
import type { ReactNode } from "react";
import type { ConflictFlagView } from "../../../shared/contract/conflict.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import { collisionWords } from "../../lib/collisions/collisions.ts";
import { whoName } from "../../lib/names.ts";
import type { Tone } from "../../lib/stage.ts";
import { Hint } from "../../ui/hint.tsx";
import { useQueueLook } from "./queue-look.ts";

interface Mark {
  readonly id: string;
  readonly tone: Tone;
  readonly icon: ReactNode;
  readonly text: string;
}

/** What is special about a submission, each as an icon with its words. */
export function SubmissionMarks({ one }: { one: Submission }) {
  const { flagsOf } = useQueueLook();
  return [...marksOf(one, flagsOf(one.item))].map(({ id, tone, icon, text }) => (
    <Hint key={id} text={text}>
      <span data-mark={id} data-tone={tone} className="inline-flex shrink-0 text-tone [&_svg]:size-3.5">
        {icon}
        <span className="sr-only">{`, ${text}`}</span>
      </span>
    </Hint>
  ));
}

function* marksOf(one: Submission, flags: readonly ConflictFlagView[]): Generator<Mark> {
  const { held, review, verified, kind, gates, tip } = one;
  if (held !== undefined) {
    yield { id: "held", tone: "attention", icon: <CirclePause />, text: `held by ${whoName(held.by)}` };
  }
  if (review !== undefined && review.tip === tip) {
    const isApproved = review.verdict === "approved";
    yield isApproved
      ? { id: "approved", tone: "landed", icon: <BadgeCheck />, text: `approved by ${whoName(review.by)}` }
      : { id: "reviewed", tone: "trouble", icon: <MessageSquareWarning />, text: `sent back by ${whoName(review.by)}` };
  }
  if (verified !== undefined && verified.commit === tip) {
    yield { id: "verified", tone: "landed", icon: <ShieldCheck />, text: "its author had the gates run on the target" };
  }
  if (gates.some(({ isFlaky }) => isFlaky === true)) {
    yield { id: "flaky", tone: "attention", icon: <FlaskConical />, text: "a gate flipped on the same commit" };
  }
  if (flags.length > 0) {
    yield { id: "collides", tone: "attention", icon: <Zap />, text: collisionWords(flags, { item: one.item }) };
  }
  if (kind === "revert") yield { id: "revert", tone: "neutral", icon: <Undo2 />, text: "undoes a landing" };
}
