import { USER } from "../../shared/model/identity.ts";
import { useServices } from "./services.tsx";
import { lastPart, whoName } from "./names.ts";
import { Avatar } from "../ui/avatar.tsx";
import { classNames } from "../ui/class-names.ts";

export type AgentChipProps = {
  readonly agent: string;
  readonly isLive?: boolean;
  /** Leaves out the name within a narrow container. */
  readonly isFaceOnlyWhenNarrow?: boolean;
  /** Leads nowhere, e.g. within a button. */
  readonly isStill?: boolean;
  readonly className?: string;
};

/** An agent's face and name; a click shows its terminal. The user has none. */
export function AgentChip(props: AgentChipProps) {
  const { agent, isLive = false, isFaceOnlyWhenNarrow = false, isStill = false, className } = props;
  const { panes } = useServices();
  const face = (
    <>
      <Avatar agent={agent} size="xs" />
      <span className={classNames("truncate", isFaceOnlyWhenNarrow && "hidden @[8.5rem]:inline")}>
        {whoName(agent)}
      </span>
    </>
  );
  const look = classNames(
    "flex min-w-0 items-center gap-1 rounded-sm text-2xs text-ink-3",
    isLive && "text-ink-2",
    className,
  );
  if (agent === USER || isStill) return <span className={look}>{face}</span>;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`Open the terminal of ${lastPart(agent)}`}
      onClick={(event) => {
        event.stopPropagation();
        panes.open({ kind: "terminal", agent });
      }}
      className={classNames(look, "hover:text-ink")}
    >
      {face}
    </button>
  );
}
