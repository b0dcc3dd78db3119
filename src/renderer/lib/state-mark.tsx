import {
  Activity,
  CircleDashed,
  CircleHelp,
  CirclePause,
  Gauge,
  Ghost,
  Hand,
  Hourglass,
  Keyboard,
  LogOut,
  type LucideIcon,
  MessageCircle,
  Rocket,
  TriangleAlert,
  Unplug,
} from "lucide-react";
import type { SessionState } from "../../shared/model/agent.ts";
import { classNames } from "../ui/class-names.ts";
import { type Tone, sessionTone } from "./stage.ts";

/** One picture per state, so that colour is never what tells two of them apart. */
const ICONS: Readonly<Record<SessionState, LucideIcon>> = {
  starting: Rocket,
  working: Activity,
  "waiting-for-input": MessageCircle,
  "waiting-for-permission": Hand,
  "user-typing": Keyboard,
  "rate-limited": Hourglass,
  "context-nearly-full": Gauge,
  stalled: TriangleAlert,
  zombie: Ghost,
  paused: CirclePause,
  exited: LogOut,
  lost: Unplug,
  unknown: CircleHelp,
};

export type StateMarkProps = {
  /** Undefined where there is no session. */
  readonly state: SessionState | undefined;
  readonly className?: string;
};

/** The state of a session as an icon in its colour. The state must also stand in words nearby. */
export function StateMark({ state, className }: StateMarkProps) {
  const Icon = state === undefined ? CircleDashed : ICONS[state];
  const tone: Tone = state === undefined ? "faint" : sessionTone[state];
  return <Icon aria-hidden="true" data-tone={tone} className={classNames("size-3.5 shrink-0 text-tone", className)} />;
}
