import { useStore } from "zustand";
import { useServices } from "../services.tsx";
import type { AttentionState } from "./attention-store.ts";

export function useAttention<T>(select: (state: AttentionState) => T): T {
  return useStore(useServices().attention.store, select);
}
