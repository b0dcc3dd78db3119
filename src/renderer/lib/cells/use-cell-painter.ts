import { useEffect, useMemo, useState } from "react";
import { usePreferences } from "../services.tsx";
import type { WindowLook } from "../terminal/terminal-theme.ts";
import { type CellPainter, createCellPainter } from "./cell-painter.ts";
import { cellFont, cellTheme } from "./cell-theme.ts";

/** A painter in the user's font and the window's theme; another one when these, or the screen's pixels, change. */
export function useCellPainter(): CellPainter & { readonly pixelRatio: number } {
  const terminal = usePreferences((preferences) => preferences.terminal);
  const look = useWindowLook();
  const pixelRatio = usePixelRatio();
  const font = cellFont(terminal);
  const { fontSize, lineHeight, colours } = terminal;
  const isFontReady = useFont(font);
  return useMemo(
    () => ({
      ...createCellPainter({ theme: cellTheme(colours, look), font, fontSize, lineHeight, pixelRatio }),
      pixelRatio,
      // Cells are measured anew once the font is there.
      isFontReady,
    }),
    [colours, look, font, fontSize, lineHeight, pixelRatio, isFontReady],
  );
}

/** As one text, so that a look that stays the same is the same. */
function lookNow(): string {
  const { theme, contrast } = document.documentElement.dataset;
  return `${theme === "light" ? "light" : "dark"} ${contrast === "high" ? "high" : "normal"}`;
}

function useWindowLook(): WindowLook {
  const [now, setNow] = useState(lookNow);
  useEffect(() => {
    const observer = new MutationObserver(() => {
      setNow(lookNow());
    });
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "data-contrast"] });
    return () => {
      observer.disconnect();
    };
  }, []);
  return useMemo(
    () => ({
      theme: now.startsWith("light") ? "light" : "dark",
      contrast: now.endsWith("high") ? "high" : "normal",
    }),
    [now],
  );
}

function usePixelRatio(): number {
  const [ratio, setRatio] = useState(window.devicePixelRatio);
  useEffect(() => {
    const query = window.matchMedia(`(resolution: ${ratio}dppx)`);
    const change = () => {
      setRatio(window.devicePixelRatio);
    };
    query.addEventListener("change", change);
    return () => {
      query.removeEventListener("change", change);
    };
  }, [ratio]);
  return ratio;
}

function useFont(family: string): boolean {
  const [loaded, setLoaded] = useState<string>();
  useEffect(() => {
    let isOver = false;
    void Promise.allSettled(["", "bold "].map((style) => document.fonts.load(`${style}12px ${family}`))).then(() => {
      if (!isOver) setLoaded(family);
    });
    return () => {
      isOver = true;
    };
  }, [family]);
  return loaded === family;
}
