import { useMemo } from "react";
import { useQuery } from "@tanstack/react-query";
import { useStore } from "zustand";
import { SETTING_WORDS } from "../../../shared/model/setting-words.ts";
import type { AgentView } from "../../../shared/model/agent.ts";
import { focusedTarget } from "../../lib/commands/focused-target.ts";
import type { BoundCommand } from "../../lib/commands/key-map.ts";
import { layoutEntries } from "../../lib/layouts/layout-book.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { callOrThrow, useConvoys, useItems, useOverview } from "../../lib/server-state/queries.ts";
import { useQueueList } from "../../lib/server-state/queue-queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { commandEntries } from "./command-entries.tsx";
import {
  agentEntry,
  convoyEntry,
  itemEntry,
  layoutEntry,
  projectEntries,
  settingEntry,
  submissionEntry,
} from "./entries.tsx";
import { whyNotAgent, whyNotConvoy, whyNotItem } from "./why-not.ts";

const SETTINGS = Object.entries(SETTING_WORDS).map(([key, words]) => settingEntry(key, words));

/** Everything the palette can lead to, as the page knows it: commands first, items last. */
export function useEntries() {
  const { keyMap, layouts, sessions } = useServices();
  const items = useItems().data;
  const overview = useOverview().data;
  const convoys = useConvoys().data;
  const queue = useQueueList(false).data;
  const commands = useStore(keyMap.store, (state) => state.commands);
  const saved = useStore(layouts.store, (state) => state.saved);
  const isPast = useIsPast();
  const item = useUi((state) => focusedTarget(state, "item"));
  const agent = useUi((state) => focusedTarget(state, "agent"));
  const submission = useUi((state) => focusedTarget(state, "submission"));
  const convoy = useUi((state) => focusedTarget(state, "convoy"));
  const review = useUi((state) => focusedTarget(state, "review"));

  const itemEntries = useMemo(() => (items ?? []).map((one) => itemEntry(one)), [items]);
  const whyNot = useMemo(() => {
    const itemsById = new Map(items?.map((one) => [one.id, one]));
    const agents = new Map<string, AgentView>(overview?.agents.map((one) => [one.path, one]));
    const convoysById = new Map(convoys?.map((one) => [one.id, one]));
    return ({ id, needs }: BoundCommand, target: string): string | undefined => {
      const [ofItem, ofAgent, ofConvoy] = [itemsById.get(target), agents.get(target), convoysById.get(target)];
      if (needs === "item") return ofItem === undefined ? undefined : whyNotItem(id, ofItem);
      if (needs === "convoy") return ofConvoy === undefined ? undefined : whyNotConvoy(id, ofConvoy);
      if (needs !== "agent" || ofAgent === undefined) return undefined;
      return whyNotAgent(id, ofAgent, sessions.store.getState().byAgent.get(ofAgent.path));
    };
  }, [items, overview, convoys, sessions]);
  const entries = useMemo(() => {
    const titles = new Map(items?.map(({ id, title }) => [id, title]));
    return [
      ...commandEntries(commands, { targets: { item, agent, submission, convoy, review }, isPast, whyNot }),
      ...(overview?.agents ?? []).filter((one) => one.decommissionedAt === undefined).map(agentEntry),
      ...(convoys ?? []).map(convoyEntry),
      ...(overview?.projects ?? []).flatMap(projectEntries),
      ...(queue?.submissions ?? []).map((one) => submissionEntry(one, titles.get(one.item))),
      ...itemEntries,
      ...layoutEntries(saved).map(layoutEntry),
      ...SETTINGS,
    ];
  }, [
    commands,
    item,
    agent,
    submission,
    convoy,
    review,
    isPast,
    whyNot,
    overview,
    convoys,
    queue,
    saved,
    items,
    itemEntries,
  ]);
  return { entries, whyNot, isLoading: items === undefined || overview === undefined };
}

/** Words shorter than that are in nearly every text. */
const FULL_TEXT_LETTERS = 3;
const FULL_TEXT_LIMIT = 20;

/** Items whose texts or comments have the words, found by the core: those whose titles do not tell. */
export function useFullText(text: string, isWanted: boolean) {
  const { connection } = useServices();
  const wanted = text.trim();
  const found = useQuery({
    queryKey: ["items", "full-text", wanted],
    queryFn: ({ signal }) => callOrThrow(connection, "item.search", { text: wanted, limit: FULL_TEXT_LIMIT }, signal),
    enabled: isWanted && wanted.length >= FULL_TEXT_LETTERS,
    gcTime: 30_000,
  });
  const items = found.data?.items;
  const entries = useMemo(() => (items ?? []).map((item) => itemEntry(item, "Found in texts and comments")), [items]);
  return { entries, isSearching: found.isFetching, failure: found.error ?? undefined };
}
