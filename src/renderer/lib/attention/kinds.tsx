import {
  CircleHelp,
  CircleParking,
  CloudOff,
  DoorClosed,
  FileDiff,
  GitCompareArrows,
  GitPullRequestClosed,
  HeartPulse,
  Hourglass,
  Keyboard,
  type LucideIcon,
  Mail,
  MessageCircleQuestion,
  ShieldQuestion,
  TrafficCone,
  Truck,
} from "lucide-react";
import type { AttentionKind } from "../../../shared/model/attention.ts";
import type { Tone } from "../stage.ts";

/** How each kind of thing that needs the user is called and marked: amber for what waits, red for what is wrong. */
export const attentionKinds: Readonly<
  Record<AttentionKind, { readonly label: string; readonly tone: Tone; readonly icon: LucideIcon }>
> = {
  permission: { label: "Permission", tone: "attention", icon: ShieldQuestion },
  question: { label: "Question", tone: "attention", icon: MessageCircleQuestion },
  input: { label: "Waits at its prompt", tone: "attention", icon: Keyboard },
  unknown: { label: "Unknown state", tone: "attention", icon: CircleHelp },
  parked: { label: "Out of work", tone: "trouble", icon: CircleParking },
  review: { label: "Review", tone: "attention", icon: FileDiff },
  conflict: { label: "Conflict", tone: "attention", icon: GitPullRequestClosed },
  decision: { label: "Decision", tone: "attention", icon: Hourglass },
  room: { label: "No room to land", tone: "attention", icon: TrafficCone },
  queue: { label: "Merge queue", tone: "trouble", icon: TrafficCone },
  convoy: { label: "Standstill", tone: "attention", icon: Truck },
  gate: { label: "Gate", tone: "attention", icon: DoorClosed },
  "gave-way": { label: "Gave way", tone: "attention", icon: GitCompareArrows },
  sync: { label: "Sync", tone: "attention", icon: CloudOff },
  mail: { label: "Mail", tone: "neutral", icon: Mail },
  health: { label: "Health", tone: "trouble", icon: HeartPulse },
};
