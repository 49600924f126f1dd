import type { ExternalToast } from "sonner";

export interface Said {
  kind: "success" | "error" | "warning" | "info";
  title: string;
  options: ExternalToast | undefined;
}

type Say = (title: string, options?: ExternalToast) => void;

let speak: (said: Said) => void = () => undefined;

/** Who shows what is said: the frame that every page stands in. */
export function onToast(show: (said: Said) => void): void {
  speak = show;
}

/** As sonner's `toast`, without its script: that is fetched for the first one, and most visits see none. */
export const toast: Record<Said["kind"], Say> = {
  success: (title, options) => speak({ kind: "success", title, options }),
  error: (title, options) => speak({ kind: "error", title, options }),
  warning: (title, options) => speak({ kind: "warning", title, options }),
  info: (title, options) => speak({ kind: "info", title, options }),
};
