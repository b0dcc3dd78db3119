import type { AgentView } from "../../../shared/model/agent.ts";
import { Ago } from "../../lib/age-view.tsx";
import { whoName } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { Fact, Facts } from "../../ui/section.tsx";

/** What it works on, where, and what it was told by whoever was there before. */
export function HookFacts({ view }: { view: AgentView }) {
  const { panes } = useServices();
  const { hook } = view;
  if (hook === undefined) return <p className="text-sm text-ink-3">It has no hook yet: nothing was slung to it.</p>;
  const { item } = hook;
  return (
    <div className="flex flex-col gap-2">
      {item === undefined ? (
        <p className="text-sm text-ink-3">Nothing is on its hook.</p>
      ) : (
        <button
          type="button"
          onClick={() => {
            panes.open({ kind: "item", item });
          }}
          className="flex min-w-0 items-baseline gap-2 self-start rounded-sm text-left text-base text-ink hover:underline"
        >
          <span className="shrink-0 font-mono text-2xs text-ink-3">{item}</span>
          <span className="min-w-0">{view.itemTitle}</span>
        </button>
      )}
      {hook.sentBack !== undefined && (
        <p data-tone="trouble" className="tone-wash text-selectable rounded-md px-2.5 py-1.5 text-sm">
          Sent back: {hook.sentBack}
        </p>
      )}
      {hook.handOff !== undefined && (
        <p data-tone="working" className="tone-wash text-selectable rounded-md px-2.5 py-1.5 text-sm">
          It is being handed off, ordered <Ago at={hook.handOff.at} /> by {whoName(hook.handOff.by)}.
        </p>
      )}
      {hook.note !== undefined && (
        <p className="text-selectable rounded-md bg-sunken px-2.5 py-1.5 text-sm whitespace-pre-wrap text-ink-2">
          <span className="text-ink-3">From its predecessor: </span>
          {hook.note}
        </p>
      )}
      {hook.suspended !== undefined && <p className="text-sm text-ink-2">Suspended: {hook.suspended}</p>}
      <Facts>
        <Fact name="Hook">{hook.state}</Fact>
        {hook.attempt > 0 && <Fact name="Session">{`${hook.attempt}. of this item`}</Fact>}
        {hook.branch !== "" && (
          <Fact name="Branch">
            <code className="text-xs">{hook.branch}</code>
          </Fact>
        )}
        {hook.checkpoint !== undefined && (
          <Fact name="Checkpoint">
            <code className="text-xs">{hook.checkpoint.slice(0, 10)}</code>
          </Fact>
        )}
        {hook.worktree !== "" && (
          <Fact name="Worktree">
            <code className="text-xs break-all">{hook.worktree}</code>
          </Fact>
        )}
        {hook.also.map((one) => (
          <Fact key={one.project} name={`In ${one.project}`}>
            <code className="text-xs break-all">{one.worktree}</code>
            {one.sentBack !== undefined && <span className="text-ink-2"> sent back: {one.sentBack}</span>}
            {one.landed !== undefined && one.landed === one.submitted && <span className="text-ink-3"> landed</span>}
          </Fact>
        ))}
        {hook.queue.length > 0 && <Fact name="Next">{hook.queue.join(", ")}</Fact>}
      </Facts>
    </div>
  );
}
