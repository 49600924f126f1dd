"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { retryBrokenPages } from "@/ui/retry-broken-pages";
import { LateToaster } from "./late-toaster";
import { watchPresses } from "./opener";
import { applyTheme, type Theme } from "./theme";
import { TooltipProvider } from "./tooltip";

const ThemeContext = createContext<{ theme: Theme; changeTheme: (theme: Theme) => void }>({
  theme: "system",
  changeTheme: applyTheme,
});

/** The frame of every page: the theme, tooltips and toasts. */
export function PageFrame({ theme: initial, children }: { theme: Theme; children: ReactNode }) {
  const [theme, setTheme] = useState(initial);
  useEffect(retryBrokenPages, []);
  useEffect(watchPresses, []);
  const changeTheme = (next: Theme) => {
    applyTheme(next);
    setTheme(next);
  };
  return (
    <ThemeContext value={{ theme, changeTheme }}>
      <TooltipProvider>{children}</TooltipProvider>
      <LateToaster theme={theme} />
    </ThemeContext>
  );
}

/** The current theme and the function to change it. */
export function useTheme() {
  return useContext(ThemeContext);
}
