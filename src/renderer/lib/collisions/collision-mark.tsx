import { Zap } from "lucide-react";
import type { ConflictFlagView } from "../../../shared/contract/conflict.ts";
import { classNames } from "../../ui/class-names.ts";
import { Hint } from "../../ui/hint.tsx";
import { useConflictFlags } from "../server-state/queue-queries.ts";
import { type FlagSubject, collisionWords, flagsOn } from "./collisions.ts";

export type CollisionMarkProps = {
  /** Whose work it is, or which work. */
  readonly of: FlagSubject;
  readonly className?: string;
};

/** Says that work under way would not merge with other work, or with what has landed; nothing where all is well. */
export function CollisionMark({ of, className }: CollisionMarkProps) {
  const flags = useConflictFlags();
  const own = flagsOn(flags.data ?? NONE, of);
  if (own.length === 0) return null;
  const words = collisionWords(own, of);
  return (
    <Hint text={words}>
      <span
        data-mark="collides"
        data-tone="attention"
        className={classNames("inline-flex shrink-0 text-tone", className)}
      >
        <Zap aria-hidden="true" className="size-3" />
        <span className="sr-only">{`, ${words}`}</span>
      </span>
    </Hint>
  );
}

const NONE: readonly ConflictFlagView[] = [];
