import type { AgentView } from "../../../shared/model/agent.ts";
import { useStore } from "zustand";
import { useAgentGroups } from "../../lib/agent-groups/use-agent-groups.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { sessionLabel } from "../../lib/stage.ts";
import { StateMark } from "../../lib/state-mark.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { DialogActions } from "../../ui/dialog.tsx";
import { Field, TextArea } from "../../ui/field.tsx";
import { Menu } from "../../ui/menu.tsx";
import { agentGroups } from "./broadcast-groups.ts";

export interface Draft {
  readonly text: string;
  /** Identity paths, in the order they were chosen. */
  readonly agents: readonly string[];
  readonly isCanary: boolean;
}

export type BroadcastDraftProps = {
  readonly draft: Draft;
  onChange(draft: Draft): void;
  onNext(): void;
  onClose(): void;
};

/** What is told, and to whom. */
export function BroadcastDraft({ draft, onChange, onNext, onClose }: BroadcastDraftProps) {
  const running = useRunning();
  const { sessions } = useServices();
  const groups = agentGroups(
    running.map((agent) => ({
      ...agent,
      state: (sessions.store.getState().byAgent.get(agent.path) ?? agent.status)?.state,
    })),
    useAgentGroups(),
  );
  const isReady = draft.text.trim() !== "" && draft.agents.length > 0;
  const areAll = running.length > 0 && running.every(({ path }) => draft.agents.includes(path));
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onNext();
      }}
    >
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-5 pt-3">
        <Field label="Message">
          {(ids) => (
            <TextArea
              {...ids}
              data-autofocus
              className="min-h-16"
              maxLength={2_000}
              value={draft.text}
              placeholder="The API moved to v2: read docs/api.md before you go on."
              onChange={(event) => {
                onChange({ ...draft, text: event.target.value });
              }}
            />
          )}
        </Field>
        <div className="flex items-center gap-2">
          <h3 className="flex-1 text-xs font-medium text-ink-2">
            To {draft.agents.length === 0 ? "nobody yet" : `${draft.agents.length} of ${running.length}`}
          </h3>
          {groups.length > 0 && (
            <Menu
              trigger={
                <Button size="s" look="ghost">
                  A group…
                </Button>
              }
              entries={groups.map(({ label, agents }) => ({
                label: `${label} (${agents.length})`,
                run: () => {
                  onChange({ ...draft, agents });
                },
              }))}
            />
          )}
          <Button
            size="s"
            look="ghost"
            disabled={running.length === 0}
            onClick={() => {
              onChange({ ...draft, agents: areAll ? [] : running.map(({ path }) => path) });
            }}
          >
            {areAll ? "None of them" : "All of them"}
          </Button>
        </div>
        {running.length === 0 ? (
          <p className="text-sm text-ink-3">Nobody has a session that could be told something.</p>
        ) : (
          <ul aria-label="Agents" className="max-h-56 shrink-0 overflow-y-auto rounded-md border border-line p-1">
            {running.map((agent) => (
              <Recipient
                key={agent.path}
                agent={agent}
                isChosen={draft.agents.includes(agent.path)}
                onChoose={(isChosen) => {
                  const others = draft.agents.filter((path) => path !== agent.path);
                  onChange({ ...draft, agents: isChosen ? [...others, agent.path] : others });
                }}
              />
            ))}
          </ul>
        )}
        <Checkbox
          label="Try it on one of them first"
          hint="The others are told when that one has acted on it, and not at all when it fails."
          isChecked={draft.isCanary}
          onChange={(isCanary) => {
            onChange({ ...draft, isCanary });
          }}
        />
      </div>
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" type="submit" disabled={!isReady}>
          See who gets it
        </Button>
      </DialogActions>
    </form>
  );
}

/** Agents with a session, by name. */
function useRunning(): readonly AgentView[] {
  const agents = useOverview().data?.agents ?? [];
  return agents
    .filter(({ session, decommissionedAt }) => decommissionedAt === undefined && session !== undefined)
    .filter(({ session }) => session?.endedAt === undefined)
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

function Recipient(props: { agent: AgentView; isChosen: boolean; onChoose: (isChosen: boolean) => void }) {
  const { agent, isChosen, onChoose } = props;
  const live = useStore(useServices().sessions.store, ({ byAgent }) => byAgent.get(agent.path));
  const state = (live ?? agent.status)?.state;
  return (
    <li className="flex items-center gap-2 rounded-sm px-1.5 py-1 hover:bg-hover">
      <Checkbox label={agent.name} isChecked={isChosen} onChange={onChoose} />
      <Avatar agent={agent.path} size="xs" />
      <span className="min-w-0 flex-1 truncate text-xs text-ink-3">{agent.itemTitle ?? agent.project}</span>
      {state !== undefined && (
        <span className="flex shrink-0 items-center gap-1 text-xs text-ink-3">
          <StateMark state={state} className="size-3" /> {sessionLabel[state]}
        </span>
      )}
    </li>
  );
}
