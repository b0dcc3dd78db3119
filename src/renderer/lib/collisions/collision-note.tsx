import { Zap } from "lucide-react";
import { useConflictFlags } from "../server-state/queue-queries.ts";
import { type FlagSubject, collisionWords, flagsOn } from "./collisions.ts";

/** The mark in words, where there is room for them; nothing where all is well. */
export function CollisionNote({ of }: { of: FlagSubject }) {
  const flags = useConflictFlags();
  const own = flagsOn(flags.data ?? [], of);
  if (own.length === 0) return null;
  return (
    <p
      data-mark="collides"
      data-tone="attention"
      className="tone-wash text-selectable flex items-start gap-2 rounded-md px-3 py-2 text-sm"
    >
      <Zap className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{`As it stands, it ${collisionWords(own, of)}.`}</span>
    </p>
  );
}
