import { useEffect, useMemo, useState } from "react";
import { usePreferences } from "../services.tsx";
import { type CellPainter, createCellPainter } from "./cell-painter.ts";
import { cellFont, cellTheme } from "./cell-theme.ts";

/** A painter in the user's font and the window's theme; another one when these, or the screen's pixels, change. */
export function useCellPainter(): CellPainter & { readonly pixelRatio: number } {
  const terminal = usePreferences((preferences) => preferences.terminal);
  const theme = useWindowTheme();
  const pixelRatio = usePixelRatio();
  const font = cellFont(terminal);
  const { fontSize, lineHeight } = terminal;
  const isFontReady = useFont(font);
  return useMemo(
    () => ({
      ...createCellPainter({ theme: cellTheme(theme), font, fontSize, lineHeight, pixelRatio }),
      pixelRatio,
      // Cells are measured anew once the font is there.
      isFontReady,
    }),
    [theme, font, fontSize, lineHeight, pixelRatio, isFontReady],
  );
}

function themeNow(): "light" | "dark" {
  return document.documentElement.dataset["theme"] === "light" ? "light" : "dark";
}

function useWindowTheme(): "light" | "dark" {
  const [theme, setTheme] = useState(themeNow);
  useEffect(() => {
    const observer = new MutationObserver(() => {
      setTheme(themeNow());
    });
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => {
      observer.disconnect();
    };
  }, []);
  return theme;
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
