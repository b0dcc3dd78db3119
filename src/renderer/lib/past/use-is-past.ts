import { useUi } from "../services.tsx";

/** Whether the page shows a moment of the past, in which nothing can be changed. */
export function useIsPast(): boolean {
  return useUi(({ past }) => past !== undefined);
}
